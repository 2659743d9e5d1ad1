/** Commands that show and compare the responses of a request. */

import * as vscode from "vscode";

import { HISTORY, SHOW_RESPONSE, type HistoryEntry } from "../contract";
import { entryLabel, requestOfEntry } from "../runs/history";
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

/** Compares the newest response of the request at the cursor with the one before it, or with one that is picked. */
export async function compareResponses(source: ClientSource): Promise<void> {
  const target = await targetAtCursor(source);
  const entries = target && (await ask<HistoryEntry[]>(target.client, HISTORY, target.place));
  if (!entries) return;
  const [newest, ...older] = entries;
  if (!newest || older.length === 0) {
    void vscode.window.showInformationMessage("There is no earlier response of this request: run it once more.");
    return;
  }
  const chosen = older.length === 1 ? older[0] : await pick(older);
  if (chosen) await compare(chosen, newest);
}

async function pick(entries: readonly HistoryEntry[]): Promise<HistoryEntry | undefined> {
  const items = entries.map((entry) => ({ label: entryLabel(entry), entry }));
  const options = { title: "Compare With Previous Response", placeHolder: "The response to compare the newest one with" };
  return (await vscode.window.showQuickPick(items, options))?.entry;
}

async function compare(older: HistoryEntry, newer: HistoryEntry): Promise<void> {
  const [left, right] = [vscode.Uri.parse(older.uri), vscode.Uri.parse(newer.uri)];
  const title = `${requestOfEntry(newer)}: ${entryLabel(older)} ↔ ${entryLabel(newer)}`;
  await vscode.commands.executeCommand("vscode.diff", left, right, title);
}
