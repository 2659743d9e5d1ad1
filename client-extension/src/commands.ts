/** Commands for the request in the active editor. */

import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

import { CANCEL_REQUEST, RUN_REQUEST } from "./contract";
import { REQUEST_LANGUAGE } from "./names";
import type { Runs } from "./runs/runs";
import { announceNoServer } from "./server/notices";

/** Gives the client of the running server, or undefined. */
export type ClientSource = () => LanguageClient | undefined;

/** Runs the request that holds the cursor. */
export async function runAtCursor(source: ClientSource): Promise<void> {
  const editor = requestEditor();
  if (!editor) return;
  const client = source();
  if (!client) return announceNoServer();
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  await execute(client, RUN_REQUEST, { uri, position });
}

/** Cancels the runs of the active file. */
export async function cancelRuns(source: ClientSource, runs: Runs): Promise<void> {
  const editor = requestEditor();
  const client = source();
  if (!editor || !client) return;
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  if (!runs.isRunning(uri)) vscode.window.setStatusBarMessage("No request of this file is running.", 5000);
  await execute(client, CANCEL_REQUEST, { uri });
}

function requestEditor(): vscode.TextEditor | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === REQUEST_LANGUAGE) return editor;
  void vscode.window.showWarningMessage("Open a .grpc file and put the cursor into a request first.");
  return undefined;
}

/** Asks the server directly: the command that the client registers for it is the code lens's. */
async function execute(client: LanguageClient, command: string, argument: object): Promise<void> {
  try {
    await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The server could not do this: ${reason}`);
  }
}
