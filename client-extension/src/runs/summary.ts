/** One line about the runs of a file's requests. Knows no editor. */

import type { RunResult } from "../contract";
import type { Verdict } from "./tracker";

/** What came of running all requests of a file. */
export interface FileSummary {
  readonly message: string;
  readonly verdict: Verdict;
  /** The first request that did not go well: what is said about it, and its response. */
  readonly failure?: { readonly said: string; readonly responseUri: string | null };
}

/** Counts the requests that went well, and names the others. `file` is the name of the request file. */
export function summaryOf(file: string, results: readonly RunResult[]): FileSummary {
  const last = results.at(-1);
  if (!last) return { message: `${file}: there is no request to run`, verdict: "failed" };
  if (last.state === "cancelled") return { message: `${file}: cancelled at ${last.request}`, verdict: "cancelled" };
  const count = results.length === 1 ? "1 request" : `${results.length} requests`;
  const failed = results.filter((result) => !result.passed);
  const [first] = failed;
  if (!first) return { message: `${file}: ${count} passed`, verdict: "passed" };
  const names = failed.map((result) => result.request).join(", ");
  const said = failed.length === 1 ? first.summary : `${first.request}: ${first.summary}`;
  const failure = { said, responseUri: first.responseUri };
  return { message: `${file}: ${failed.length} of ${count} failed: ${names}`, verdict: "failed", failure };
}

/** What the status bar has room for: failed assertions come first, as the rest of a long line is cut off. */
export function headline(message: string, length: number): string {
  const line = message.replace(/\s+/g, " ");
  const found = /^([^:]+: )(.*?); (\d+ of \d+ assertions failed)/.exec(line);
  const [, request = "", outcome = "", failed = ""] = found ?? [];
  return shortened(found ? `${request}${failed}; ${outcome}` : line, length);
}

/** A text of at most `length` characters, with an ellipsis where the rest was. */
export function shortened(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("").trimEnd()}…`;
}
