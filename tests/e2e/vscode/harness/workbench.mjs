// VS Code's window as a user sees it: files, commands, messages, outline, pictures.
import fs from 'node:fs';
import path from 'node:path';
import { screenshotFolder } from './environment.mjs';
import { Editor } from './editor.mjs';

const COMMAND_SECONDS = 20;
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

export class Workbench {
  /**
   * @param {import('playwright-core').Page} page
   * @param {number} port of code-server
   * @param {string} folder the workspace: an absolute path
   */
  constructor(page, port, folder) {
    this.page = page;
    this.port = port;
    this.folder = folder;
  }

  /** The absolute path of a file of the workspace. */
  path(file) {
    return path.join(this.folder, file);
  }

  /** The text of a file of the workspace as it is on disk. */
  readFile(file) {
    return fs.readFileSync(this.path(file), 'utf8');
  }

  /** The line (counted from 1) of a file of the workspace that has this text in it first. */
  lineOf(file, text) {
    const index = this.readFile(file).split('\n').findIndex((line) => line.includes(text));
    if (index < 0) throw new Error(`${file} has no line with ${text}`);
    return index + 1;
  }

  /** The text of the `//` comment on the line above the first line that has this text in it. */
  commentAbove(file, text) {
    const comment = this.readFile(file).split('\n')[this.lineOf(file, text) - 2];
    return comment.replace(/^\s*\/\/\s*/, '');
  }

  /**
   * Opens the window with one file in it, and waits until its text is shown.
   * @param {string} file relative to the workspace
   * @returns {Promise<Editor>}
   */
  async open(file) {
    const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${this.port}${this.path(file)}`]]);
    const query = new URLSearchParams({ folder: this.folder, payload });
    await this.page.goto(`http://127.0.0.1:${this.port}/?${query}`);
    const editor = this.editor(file);
    await editor.waitForText();
    return editor;
  }

  /** The editor that shows a file of the workspace, now or later. */
  editor(file) {
    return new Editor(this.page, file);
  }

  /**
   * Runs a command of the palette by its exact title. An extension's commands are there only once it is loaded, and
   * the list still shows older rows just after typing: so the very row is awaited and clicked, Enter is never pressed.
   */
  async command(title) {
    const end = Date.now() + COMMAND_SECONDS * 1000;
    while (!(await this.#tryCommand(title))) {
      if (Date.now() > end) throw new Error(`no such command in the palette: ${title}`);
      await this.page.keyboard.press('Escape');
      await this.page.waitForTimeout(200);
    }
  }

  async #tryCommand(title) {
    const palette = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('F1');
    await palette.locator('input.input').fill(`>${title}`);
    const exact = this.page.locator('.label-name', { hasText: new RegExp(`^${literal(title)}$`) });
    const row = palette.locator('.monaco-list-row').filter({ has: exact }).first();
    const shown = await row.waitFor({ timeout: 1500 }).then(() => true, () => false);
    if (!shown) return false;
    await row.click();
    await palette.waitFor({ state: 'hidden' });
    return true;
  }

  /** Waits for a message in the corner whose text matches; answers the whole message with its buttons' labels. */
  async message(pattern) {
    const toast = this.page.locator('.notification-toast', { hasText: pattern }).first();
    await toast.waitFor();
    return toast.innerText();
  }

  /** The texts of all messages so far that nobody has closed, those that have left the corner by themselves too. */
  async messages() {
    await this.command('Notifications: Show Notifications');
    const center = this.page.locator('.notifications-center.visible');
    await center.waitFor();
    const texts = await center.locator('.notification-list-item-message').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await center.waitFor({ state: 'hidden' });
    return texts;
  }

  /** Gives the side bar to the Outline: the list of files above it is folded. */
  async openOutline() {
    await this.command('Explorer: Focus on Outline View');
    const files = this.page.locator('.pane', { has: this.page.locator('.explorer-folders-view') });
    await files.locator('.pane-header').click();
  }

  /** Waits for a symbol of this name in the Outline, which has to be open and long enough. */
  async outlineSymbol(name) {
    const exact = new RegExp(`^${literal(name)}$`);
    await this.page.locator('.outline-tree .monaco-list-row .label-name', { hasText: exact }).first().waitFor();
  }

  /** Goes to the first symbol of this name in the active editor, as `Go to Symbol in Editor` lists it. */
  async goToSymbol(name) {
    const list = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('Control+Shift+o');
    await list.locator('input.input').fill(`@${name}`);
    const afterIcon = new RegExp(`(^|\\s)${literal(name)}$`);
    await list.locator('.label-name', { hasText: afterIcon }).first().click();
    await list.waitFor({ state: 'hidden' });
  }

  /** Waits until the status bar counts this many errors in the workspace. */
  async errors(count) {
    const counters = this.page.locator('.statusbar-item[id="status.problems"] a');
    await counters.filter({ hasText: new RegExp(`^\\s*${count}\\s`) }).waitFor();
  }

  /** Waits until the status bar names this language for the active editor. */
  async language(name) {
    await this.page.locator('.statusbar-item[id="status.editor.mode"]', { hasText: name }).waitFor();
  }

  /** Waits until the window has nothing going on: the mouse is away, no progress is shown. */
  async settle() {
    await this.page.mouse.move(2, 2);
    await this.page.locator('.statusbar .codicon-loading:visible').waitFor({ state: 'detached' });
    await this.page.waitForTimeout(500); // fading of the hover and of the scroll bars
  }

  /** Takes a picture of the window; answers its absolute path. */
  async picture(name) {
    const file = path.join(screenshotFolder(), `${name}.png`);
    await this.page.screenshot({ path: file });
    return file;
  }
}
