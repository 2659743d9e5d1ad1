/** Finds the place of a new request in a request file. Knows no editor. Lines count from 0. */

/**
 * Lines `firstLine` to `endLine` (not included) are to be replaced by `text`; the request begins at `requestLine`.
 * Both may lie after the last line, where the end of the text is meant.
 */
export interface Insertion {
  readonly firstLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly requestLine: number;
}

/**
 * Puts a request (text without a separator, with a line break at its end) at the end of the block that holds the
 * cursor, so that no other request is cut in two. A block that has nothing but a title and comments becomes the
 * request's own; else a separator stands before it.
 */
export function insertion(lines: readonly string[], cursorLine: number, request: string): Insertion {
  const start = lines.slice(0, cursorLine + 1).findLastIndex(isSeparator);
  const next = lines.findIndex((line, index) => index > cursorLine && isSeparator(line));
  const endLine = next < 0 ? lines.length : next;
  const firstLine = lines.slice(0, endLine).findLastIndex((line) => line.trim() !== "") + 1;
  const isFree = lines.slice(start + 1, firstLine).every(isCommentOrBlank);
  const before = isFree ? [] : ["", "###"];
  const after = next < 0 ? [] : [""];
  // A file without a line break at its end has no line after its last one.
  const lineBreak = firstLine >= lines.length ? "\n" : "";
  return {
    firstLine,
    endLine,
    text: lineBreak + [...before, request.trimEnd(), ...after, ""].join("\n"),
    requestLine: firstLine + before.length,
  };
}

function isSeparator(line: string): boolean {
  return line.startsWith("###");
}

function isCommentOrBlank(line: string): boolean {
  return /^\s*(#|\/\/|$)/.test(line);
}
