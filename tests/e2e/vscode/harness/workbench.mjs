// VS Code's window as a user sees it: files, commands, messages, outline, pictures.
import fs from 'node:fs';
import path from 'node:path';
import { screenshotFolder } from './environment.mjs';
import { Editor } from './editor.mjs';
import { Tree } from './tree.mjs';

const COMMAND_SECONDS = 20;
const FILE_SECONDS = 15;
const LIST_MILLISECONDS = 1500; // by then the palette lists what there is
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

  /** Waits until a file of the workspace is on disk with a text that matches. */
  async onDisk(file, pattern) {
    const holds = () => fs.existsSync(this.path(file)) && pattern.test(this.readFile(file));
    for (const end = Date.now() + FILE_SECONDS * 1000; !holds(); await this.page.waitForTimeout(50)) {
      if (Date.now() > end) throw new Error(`${file} does not match ${pattern}`);
    }
  }

  /** Writes a file of the workspace on disk. */
  writeFile(file, text) {
    fs.writeFileSync(this.path(file), text);
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

  /** Opens another file in the window, by its name. */
  async openAnother(file) {
    const list = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('Control+p');
    await list.locator('input.input').fill(file);
    await list.locator('.monaco-list-row', { hasText: path.basename(file) }).first().click();
    await list.waitFor({ state: 'hidden' });
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
    await row.waitFor({ state: 'hidden' }); // the palette may stay: a command can ask for something at once
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
    const center = this.page.locator('.notifications-center.visible');
    await this.#showMessages(center);
    const texts = await center.locator('.notification-list-item-message').allInnerTexts();
    await this.page.keyboard.press('Escape');
    await center.waitFor({ state: 'hidden' });
    return texts;
  }

  /** The list is hidden again when the last message in it goes by itself just then. */
  async #showMessages(center) {
    const end = Date.now() + COMMAND_SECONDS * 1000;
    do {
      await this.command('Notifications: Show Notifications');
      if (await center.waitFor({ timeout: 3000 }).then(() => true, () => false)) return;
    } while (Date.now() < end);
    throw new Error('the list of messages does not open');
  }

  /** Clicks a button of a message in the corner; the message goes away by it. */
  async button(pattern, label) {
    const toast = this.page.locator('.notification-toast', { hasText: pattern }).first();
    await toast.getByRole('button', { name: label }).click();
    await toast.waitFor({ state: 'detached' });
  }

  /** The message in the corner about something that goes on; `text` is a part of it. */
  progress(text) {
    return this.page.locator('.notification-toast', { hasText: text }).first();
  }

  /** Chooses the entry of the open quick pick whose label this is. */
  async pick(label) {
    const exact = this.page.locator('.label-name', { hasText: new RegExp(`^${literal(label)}$`) });
    const widget = this.page.locator('.quick-input-widget');
    await widget.locator('.monaco-list-row').filter({ has: exact }).first().click();
    await widget.waitFor({ state: 'hidden' });
  }

  /** Enters a folder of the workspace into the dialog that asks for one. */
  async chooseFolder(folder) {
    const dialog = this.page.locator('.quick-input-widget');
    await dialog.locator('.monaco-list-row').first().waitFor(); // until then it overwrites what is entered
    await dialog.locator('input.input').fill(`${this.path(folder)}/`);
    await dialog.getByRole('button', { name: 'Save Here' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Waits until the cursor of the active editor is below a line (counted from 1). */
  async cursorBelow(line) {
    const entry = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    for (const end = Date.now() + FILE_SECONDS * 1000; ; await this.page.waitForTimeout(50)) {
      const [, found] = /Ln (\d+)/.exec(await entry.innerText()) ?? [];
      if (Number(found) > line) return;
      if (Date.now() > end) throw new Error(`the cursor is on line ${found}, and not below line ${line}`);
    }
  }

  /** Trusts the workspace, and goes back to the editor. */
  async trust() {
    await this.command('Workspaces: Manage Workspace Trust');
    await this.page.getByRole('button', { name: 'Trust', exact: true }).click();
    await this.page.locator('.workspace-trust-editor .workspace-trust-limitations.trusted').first().waitFor();
    await this.page.keyboard.press('Control+w');
  }

  /** Whether the palette has a command of this exact title. */
  async hasCommand(title) {
    const palette = this.page.locator('.quick-input-widget');
    await this.page.keyboard.press('F1');
    await palette.locator('input.input').fill(`>${title}`);
    await this.page.waitForTimeout(LIST_MILLISECONDS);
    const exact = this.page.locator('.label-name', { hasText: new RegExp(`^${literal(title)}$`) });
    const found = await palette.locator('.monaco-list-row').filter({ has: exact }).count();
    await this.page.keyboard.press('Escape');
    await palette.waitFor({ state: 'hidden' });
    return found > 0;
  }

  /** Waits for a page inside the window, such as a preview of Markdown, whose text matches. */
  async webview(pattern) {
    for (const end = Date.now() + FILE_SECONDS * 1000; ; await this.page.waitForTimeout(100)) {
      const texts = this.page.frames().slice(1).map((frame) => frame.locator('body').innerText({ timeout: 500 }).catch(() => ''));
      if ((await Promise.all(texts)).some((text) => pattern.test(text))) return;
      if (Date.now() > end) throw new Error(`no page in the window matches ${pattern}`);
    }
  }

  /** Opens the view of the activity bar that an extension's container has; answers its tree. */
  async view(container, title) {
    await this.page.locator(`.activitybar .action-label[aria-label^="${container}" i]`).first().click();
    return new Tree(this.page, title);
  }

  /** Enters a text into the box that asks for one. */
  async enter(text) {
    const box = this.page.locator('.quick-input-widget');
    await box.locator('input.input').fill(text);
    await box.locator('input.input').press('Enter');
  }

  /** Waits until an entry of the status bar has a text that matches. */
  async statusBar(pattern) {
    await this.page.locator('.statusbar-item', { hasText: pattern }).first().waitFor();
  }

  /** The text in the clipboard. */
  async clipboard() {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Puts a text into the clipboard. */
  async copy(text) {
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
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
