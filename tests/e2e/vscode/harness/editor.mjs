// One text editor of the window. It is found by its file, whichever column it is in, and is read as it is drawn:
// what is asserted is what a user sees.

const PATIENCE_MILLISECONDS = 25_000;
const SUGGEST_MILLISECONDS = 3000; // how long completion may take to come by itself
const STILL_MILLISECONDS = 700; // sooner than a person clicks what has just appeared
const CLICKS = 3;
const HOVER_MILLISECONDS = 1500; // then the mouse is moved again: a lens that comes late moves the text below it

export class Editor {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} file relative to the workspace, with forward slashes
   */
  constructor(page, file) {
    this.page = page;
    this.file = file;
    this.root = page.locator(`.editor-instance .monaco-editor[data-uri$="/${file}"]`).first();
  }

  /** Waits until the text is drawn. */
  async waitForText() {
    await this.root.locator('.view-line').first().waitFor();
  }

  /** The lines drawn now, top to bottom. Lines out of view are not among them. */
  async lines() {
    const drawn = await this.root.locator('.view-line').evaluateAll((nodes) =>
      nodes.map((node) => ({ top: node.getBoundingClientRect().top, text: node.textContent.replace(/\u00a0/g, ' ') })),
    );
    return drawn.sort((one, other) => one.top - other.top).map((line) => line.text);
  }

  /** Waits until a drawn line is exactly this text, or matches this pattern (of which spaces may be no-break spaces). */
  async waitForLine(text) {
    const pattern = text instanceof RegExp ? text : new RegExp(`^${escapeSpaces(text)}$`);
    await this.root.locator('.view-line', { hasText: pattern }).first().waitFor();
  }

  /** Waits until a request line with this target and method is drawn; hints may be drawn behind it. */
  async waitForRequest(target) {
    await this.waitForLine(new RegExp(`^${escapeSpaces(`GRPC ${target}`)}(plaintext|TLS|$)`));
  }

  /** Waits until the drawn lines are as wanted. */
  async waitForLines(wanted, failure) {
    await this.#until(failure, async () => wanted(await this.lines()));
  }

  /** Waits until this editor has the keyboard. */
  async hasFocus() {
    await this.#until('it has not got the keyboard', () =>
      this.root.evaluate((root) => root.contains(document.activeElement)),
    );
  }

  /** Waits until the drawn lines are the first lines of this text. */
  async shows(text) {
    const expected = text.split('\n');
    await this.#until('the editor does not show the text on disk', async () => {
      const drawn = await this.lines();
      return drawn.length > 0 && drawn.every((line, index) => line === expected[index]);
    });
  }

  /** Waits until this editor stands in a column to the right of another. */
  async isBeside(other) {
    await this.#until(`not in the column beside ${other.file}`, async () => {
      const [left, right] = [await other.root.boundingBox(), await this.root.boundingBox()];
      return left && right && right.x >= left.x + left.width;
    });
  }

  // ---- keyboard ---------------------------------------------------------------------------------------------------

  /** Gives the editor the keyboard. */
  async focus() {
    await this.root.locator('.native-edit-context, textarea.inputarea').first().focus();
  }

  /** Puts the cursor on a line and column (both count from 1), in the middle of the view. */
  async goTo(line, column = 1) {
    await this.focus();
    await this.page.keyboard.press('Control+g');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.fill(`:${line}:${column}`);
    await input.press('Enter');
    const cursor = this.page.locator('.statusbar-item[id="status.editor.selection"]');
    await cursor.filter({ hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Puts the cursor at the end of the text. */
  async goToEnd() {
    await this.focus();
    await this.page.keyboard.press('Control+End');
  }

  /** Scrolls until this line (counted from 1) is the first one in view; the cursor goes to the start of the file. */
  async scrollTo(line) {
    await this.goTo(1);
    await this.focus();
    for (let above = 1; above < line; above++) await this.page.keyboard.press('Control+ArrowDown');
  }

  /** Replaces the text of a line (counted from 1); the new text may have several lines. */
  async setLine(line, text) {
    await this.goTo(line);
    await this.page.keyboard.press('Shift+End');
    await this.page.keyboard.insertText(text);
  }

  /** Puts new lines after a line (counted from 1). */
  async addAfter(line, text) {
    await this.goTo(line);
    await this.page.keyboard.press('End');
    await this.page.keyboard.insertText(`\n${text}`);
  }

  /** Opens the quick fixes of the fault at a place (line and column from 1); gives the one with that title. */
  async quickFix(line, column, title) {
    await this.goTo(line, column);
    const rows = this.page.locator('.action-widget .monaco-list-row:visible');
    const fix = rows.filter({ hasText: new RegExp(escapeSpaces(title)) }).first();
    await this.#until(`no quick fix ${title}`, async () => {
      if ((await rows.count()) === 0) await this.page.keyboard.press('Control+.');
      return fix.isVisible();
    });
    return fix;
  }

  /** Gives what is at a place (line and column from 1) another name; waits for the end unless it is to be refused. */
  async rename(line, column, name) {
    await this.goTo(line, column);
    const input = this.page.locator('.rename-box input:visible');
    await this.#until('the box for the new name does not open', async () => {
      if (!(await input.isVisible())) await this.page.keyboard.press('F2');
      return input.waitFor({ timeout: SUGGEST_MILLISECONDS }).then(() => true, () => false);
    });
    await input.fill(name);
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Waits until these words, where they are first drawn, all have colours of their own. */
  async colouredApart(...words) {
    await this.#until(`not coloured apart: ${words}`, async () => {
      const colours = await Promise.all(words.map((word) => this.#colour(word)));
      return new Set(colours).size === words.length;
    });
  }

  async #colour(word) {
    const parts = this.root.locator('.view-line span span', { hasText: word });
    return parts.first().evaluate((part) => getComputedStyle(part).color);
  }

  /** How many lenses are drawn. */
  async lenses() {
    return this.root.locator('.codelens-decoration a').count();
  }

  /** Shows this editor again, by its tab. */
  async tab() {
    await this.page.locator('.tab', { hasText: this.file.split('/').at(-1) }).first().click();
    await this.waitForText();
  }

  /** Types at the cursor, key after key. */
  async type(text) {
    await this.focus();
    await this.page.keyboard.type(text, { delay: 20 });
  }

  // ---- what the server shows --------------------------------------------------------------------------------------

  /** Waits until the word, where it is first drawn, is underlined as an error. */
  async squiggleUnder(word) {
    await this.#until(`no error is underlined under ${word}`, async () => {
      const at = await this.wordBox(word);
      const marks = await this.#boxes('.squiggly-error');
      return at && marks.some((mark) => overlaps(mark, at));
    });
  }

  /** Waits until nothing is underlined as an error. */
  async noSquiggles() {
    await this.#until('errors are still underlined', async () => (await this.#boxes('.squiggly-error')).length === 0);
  }

  /** Waits for exactly this many underlined errors in view. */
  async squiggles(count) {
    await this.#until(`there are not ${count} underlined errors`, async () => {
      return (await this.#boxes('.squiggly-error')).length === count;
    });
  }

  /**
   * Moves the mouse over a word and waits for a hover whose text matches.
   * @returns {Promise<string>} the text of the hover
   */
  async hover(word, pattern) {
    const box = this.page.locator('.monaco-hover:visible', { hasText: pattern }).first();
    for (const end = Date.now() + PATIENCE_MILLISECONDS; Date.now() < end; ) {
      const at = middle(await this.#waitForWord(word));
      await this.page.mouse.move(at.x - 40, at.y + 60);
      await this.page.mouse.move(at.x, at.y, { steps: 5 });
      const shown = await box.waitFor({ timeout: HOVER_MILLISECONDS }).then(() => true, () => false);
      if (shown) return box.innerText();
    }
    const shown = await this.page.locator('.monaco-hover:visible').allInnerTexts();
    throw new Error(`no hover over ${word} matches ${pattern}; shown: ${JSON.stringify(shown)}`);
  }

  /** Asks what is written at the cursor, and waits for an answer whose text matches; gives the part that stands out. */
  async signature(pattern) {
    await this.page.keyboard.press('Control+Shift+Space');
    const widget = this.page.locator('.parameter-hints-widget.visible', { hasText: pattern });
    await widget.waitFor();
    return widget.locator('.parameter.active').innerText();
  }

  /** Waits for completion items of these labels, asking for them when they don't come by themselves. */
  async completions(...labels) {
    const patience = { timeout: SUGGEST_MILLISECONDS };
    const offered = await this.#completion(labels[0]).waitFor(patience).then(() => true, () => false);
    if (!offered) await this.page.keyboard.press('Control+Space');
    for (const label of labels) await this.#completion(label).waitFor();
  }

  /** Takes the completion item of this label. */
  async accept(label) {
    await this.completions(label);
    await this.#completion(label).click();
    await this.page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
  }

  #completion(label) {
    const exact = new RegExp(`^${escapeSpaces(label)}$`);
    return this.page.locator('.suggest-widget.visible .monaco-list-row .label-name', { hasText: exact }).first();
  }

  /**
   * Waits for a lens of this title (a text or a pattern) above a line (both lines count from 1), below the line `after`.
   */
  async lensAbove(line, title, after = 0) {
    await this.goTo(line);
    await this.#until(`no lens ${title} above line ${line}`, () => this.#lensBetween(after, line, title));
  }

  /**
   * Clicks the lens of this title (a text or a pattern) above a line (counted from 1), once it has stood still for a moment, and waits for
   * what the click brings about (`outcome`, a function that gives a promise): a lens that has just come into view still
   * has the command of an earlier answer of the server, which VS Code has forgotten by then. That may be so a little
   * later, too, when the server has counted something anew: VS Code says it, and it is clicked again.
   */
  async clickLens(line, title, outcome) {
    await this.goTo(line);
    for (let attempt = 1; attempt <= CLICKS; attempt++) {
      await this.#clickStillLens(line, title);
      const forgotten = this.#forgotten();
      const came = outcome().then(() => false);
      if (!(await Promise.race([came, forgotten.waitFor({ timeout: 0 }).then(() => true)]))) return;
      came.catch(() => undefined);
      await forgotten.hover();
      await forgotten.locator('.codicon-notifications-clear').click();
      await forgotten.waitFor({ state: 'detached' });
    }
    throw new Error(`VS Code has forgotten the command of ${title} above line ${line} ${CLICKS} times (${this.file})`);
  }

  /** The message that VS Code does not know any more what the lens last clicked does. */
  #forgotten() {
    return this.page.locator('.notification-toast', { hasText: 'Actual command not found' }).first();
  }

  async #clickStillLens(line, title) {
    let place;
    let since;
    await this.#until(`no lens ${title} stands still above line ${line}`, async () => {
      const before = place;
      place = await this.#lensBetween(0, line, title);
      if (!place || place.x !== before?.x || place.y !== before?.y) since = Date.now();
      return Date.now() - since > STILL_MILLISECONDS;
    });
    await this.page.mouse.click(place.x, place.y);
  }

  async #lensBetween(after, line, title) {
    const top = (await this.#numberBox(after))?.y ?? 0;
    const bottom = (await this.#numberBox(line))?.y;
    const lenses = await this.#boxes('.codelens-decoration a', title);
    return lenses.map(middle).filter((lens) => lens.y > top && lens.y < bottom).at(-1);
  }

  // ---- places -----------------------------------------------------------------------------------------------------

  /** The rectangle of a word where it is first drawn, in pixels of the page; undefined when it is not drawn. */
  async wordBox(word) {
    return this.root.evaluate((root, text) => {
      const top = (node) => node.getBoundingClientRect().top;
      const lines = [...root.querySelectorAll('.view-line')].sort((one, other) => top(one) - top(other));
      for (const line of lines) {
        // Colours cut a word into several nodes.
        const start = line.textContent.indexOf(text);
        if (start < 0) continue;
        const place = (offset) => {
          const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (offset <= node.length) return [node, offset];
            offset -= node.length;
          }
          return [line, line.childNodes.length];
        };
        const range = document.createRange();
        range.setStart(...place(start));
        range.setEnd(...place(start + text.length));
        const { x, y, width, height } = range.getBoundingClientRect();
        return { x, y, width, height };
      }
      return undefined;
    }, word);
  }

  async #waitForWord(word) {
    let box;
    await this.#until(`${word} is not drawn`, async () => (box = await this.wordBox(word)) !== undefined);
    return box;
  }

  async #numberBox(line) {
    return (await this.#boxes('.line-numbers', String(line)))[0];
  }

  /**
   * The rectangles, top to bottom, of the drawn elements that match; with `text`, of those with exactly this text, or
   * with a text that matches this pattern.
   */
  async #boxes(selector, text) {
    const boxes = await this.root.locator(selector).evaluateAll((nodes) => {
      const drawn = nodes.filter((node) => node.checkVisibility({ visibilityProperty: true }));
      return drawn.map((node) => ({ ...node.getBoundingClientRect().toJSON(), text: node.textContent.trim() }));
    });
    const matches = (box) => text === undefined || (text instanceof RegExp ? text.test(box.text) : box.text === text);
    return boxes.filter(matches).sort((one, other) => one.y - other.y);
  }

  async #until(failure, condition) {
    const end = Date.now() + PATIENCE_MILLISECONDS;
    while (!(await condition())) {
      if (Date.now() > end) throw new Error(`${failure} (${this.file})`);
      await this.page.waitForTimeout(50);
    }
  }
}

const middle = (box) => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

const overlaps = (one, other) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height + 2 &&
  other.y < one.y + one.height + 2;

/** A pattern for a literal text in which the editor may draw spaces as no-break spaces. */
const escapeSpaces = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\u00a0]');
