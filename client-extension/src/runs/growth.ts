/** How a document has grown. Knows no editor. */

/** A change of a document: these lines (counted from 0, both included) have become this text. */
export interface Change {
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly text: string;
}

/** How many lines a document had before the changes that left it with `lineCount` lines. */
export function linesBefore(lineCount: number, changes: readonly Change[]): number {
  const grown = changes.map(({ range, text }) => text.split("\n").length - 1 - (range.end.line - range.start.line));
  return lineCount - grown.reduce((sum, lines) => sum + lines, 0);
}
