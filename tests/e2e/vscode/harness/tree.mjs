// A tree in the side bar, read as it is drawn: its rows by their names, and the buttons on them.

export class Tree {
  /**
   * @param {import('playwright-core').Page} page
   * @param {string} title of the view
   */
  constructor(page, title) {
    this.page = page;
    this.root = page.locator('.pane, .composite.viewlet', { hasText: title }).locator('.monaco-list').first();
  }

  /** The row of this exact name; with `under`, the first one below the row of that name. */
  row(name) {
    const exact = this.page.locator('.label-name', { hasText: new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}$`) });
    return this.root.locator('.monaco-list-row').filter({ has: exact }).first();
  }

  /** Waits for a row of this name whose grey text, behind the name, matches. */
  async waitFor(name, description) {
    const text = this.row(name).locator('.label-description');
    await (description ? text.filter({ hasText: description }) : this.row(name)).first().waitFor();
  }

  /** Opens a row, when it is not open. */
  async expand(name) {
    await this.#fold(name, 'true');
  }

  /** Closes a row, when it is open. */
  async collapse(name) {
    await this.#fold(name, 'false');
  }

  async #fold(name, wanted) {
    const row = this.row(name);
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) !== wanted) await row.locator('.monaco-tl-twistie').click();
    const folded = ([node, value]) => node.getAttribute('aria-expanded') === value;
    await this.page.waitForFunction(folded, [await row.elementHandle(), wanted]);
  }

  /** Clicks a row. */
  async click(name) {
    await this.row(name).locator('.label-name').click();
  }

  /** Clicks the button with this title on a row. */
  async action(name, title) {
    const row = this.row(name);
    await row.hover();
    await row.getByRole('button', { name: title }).click();
  }

  /** The texts of the rows, top to bottom. */
  async texts() {
    const rows = await this.root.locator('.monaco-list-row').evaluateAll((nodes) =>
      nodes.map((node) => ({ top: node.getBoundingClientRect().top, text: node.innerText.replace(/\s+/g, ' ').trim() })),
    );
    return rows.sort((one, other) => one.top - other.top).map((row) => row.text);
  }
}
