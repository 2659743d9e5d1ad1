/** Commands that run and cancel requests. */

import * as vscode from "vscode";

import { CANCEL_REQUEST, RUN_ALL, RUN_REQUEST, type RunResult } from "../contract";
import type { Runs } from "../runs/runs";
import { ask, targetAtCursor, type ClientSource } from "./target";

/** Runs the request that holds the cursor. */
export async function runAtCursor(source: ClientSource): Promise<void> {
  const target = await targetAtCursor(source);
  if (target) await ask(target.client, RUN_REQUEST, target.place);
}

/** Runs the requests of the active file, one after the other. */
export async function runFile(source: ClientSource, runs: Runs): Promise<void> {
  const target = await targetAtCursor(source);
  if (!target) return;
  const { client, uri } = target;
  await runs.together(uri, () => ask<RunResult[]>(client, RUN_ALL, { uri }));
}

/** Cancels the runs of the active file. */
export async function cancelRuns(source: ClientSource, runs: Runs): Promise<void> {
  const target = await targetAtCursor(source);
  if (!target) return;
  const { client, uri } = target;
  if (!runs.isRunning(uri)) vscode.window.setStatusBarMessage("No request of this file is running.", 5000);
  await ask(client, CANCEL_REQUEST, { uri });
}

/** Cancels the run of one request. */
export async function cancelRequest(source: ClientSource, uri: string, request: string): Promise<void> {
  const client = source();
  if (client) await ask(client, CANCEL_REQUEST, { uri, request });
}
