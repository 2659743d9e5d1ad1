/** The command that shows the response of a request. */

import { SHOW_RESPONSE } from "../contract";
import { ask, targetAtCursor, type ClientSource } from "./target";

/** A request by its name, as the status bar passes it. */
export interface NamedRequest {
  readonly uri: string;
  readonly request: string;
}

/**
 * Shows the last response of the request that `argument` names, else of the one at the cursor: menus pass the file, and
 * the palette nothing.
 */
export async function openLastResponse(source: ClientSource, argument?: unknown): Promise<void> {
  const client = source();
  if (client && isNamedRequest(argument)) {
    await ask(client, SHOW_RESPONSE, argument);
    return;
  }
  const target = await targetAtCursor(source);
  if (target) await ask(target.client, SHOW_RESPONSE, target.place);
}

function isNamedRequest(argument: unknown): argument is NamedRequest {
  return typeof argument === "object" && argument !== null && "request" in argument;
}
