/** Chooses the editor column for a response document. Knows no editor: columns are 1, 2, 3, … from the left. */

/** What is open. `column` is undefined for editors outside the grid. */
export interface OpenTab {
  readonly uri: string;
  readonly column: number;
  /** True for the tab that is seen in its column. */
  readonly active: boolean;
}

/** Leave the document where it is seen, reveal its hidden tab, or open it in a column. */
export type Placement = { readonly kind: "leave" } | { readonly kind: "show"; readonly column: number };

/** Beside the request: the column to the right of it, or of the active column when the request is not seen. */
export function place(responseUri: string, requestUri: string, tabs: readonly OpenTab[], activeColumn: number): Placement {
  const open = tabs.filter((tab) => tab.uri === responseUri);
  if (open.some((tab) => tab.active)) return { kind: "leave" };
  const hidden = open[0];
  if (hidden) return { kind: "show", column: hidden.column };
  const requests = tabs.filter((tab) => tab.uri === requestUri && tab.active);
  const request = requests.find((tab) => tab.column === activeColumn) ?? requests[0];
  return { kind: "show", column: (request?.column ?? activeColumn) + 1 };
}

/**
 * The open request file that a response belongs to: `orders.grpc` for `orders.place.grpc-response`, the longest name
 * when several fit; undefined when none is open.
 */
export function requestOf(responseUri: string, tabs: readonly OpenTab[]): string | undefined {
  const stem = (uri: string) => uri.replace(/\.[^./]+$/, "");
  const requests = tabs.map((tab) => tab.uri).filter((uri) => uri !== responseUri && responseUri.startsWith(`${stem(uri)}.`));
  return requests.sort((one, other) => other.length - one.length)[0];
}
