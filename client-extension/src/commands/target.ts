/** What a command is about: the request at the cursor of the active editor, and the server that is asked. */

import * as vscode from "vscode";
import { ExecuteCommandRequest, type LanguageClient } from "vscode-languageclient/node";

import type { Problem } from "../contract";
import { REQUEST_LANGUAGE } from "../names";
import { announceNoServer } from "../server/notices";

/** Gives the client of the running server, or undefined. */
export type ClientSource = () => LanguageClient | undefined;

/** A place in a request file; `place` is the argument that the server's commands take for it. */
export interface Target {
  readonly client: LanguageClient;
  readonly editor: vscode.TextEditor;
  readonly uri: string;
  readonly place: { readonly uri: string; readonly position: object };
}

/** The place of the cursor; undefined, and the user has been told, when no request file is open or no server runs. */
export async function targetAtCursor(source: ClientSource): Promise<Target | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== REQUEST_LANGUAGE) {
    void vscode.window.showWarningMessage("Open a .grpc file and put the cursor into a request first.");
    return undefined;
  }
  const client = source();
  if (!client) {
    await announceNoServer();
    return undefined;
  }
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  return { client, editor, uri, place: { uri, position } };
}

/**
 * Has the server execute a command, and gives its answer; undefined, and the user has been told, when it fails.
 * The command that the language client registers under the same name is the code lens's.
 */
export async function ask<T>(client: LanguageClient, command: string, argument: object): Promise<T | undefined> {
  try {
    return (await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [argument] })) as T;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The server could not do this: ${reason}`);
    return undefined;
  }
}

/** As {@link ask}, for a command that may answer with a problem; the user is told of that, too, after `failure`. */
export async function askFor<T extends object>(
  client: LanguageClient,
  command: string,
  argument: object,
  failure: string,
): Promise<T | undefined> {
  const answer = await ask<T | Problem>(client, command, argument);
  if (!answer || !("problem" in answer)) return answer;
  void vscode.window.showWarningMessage(`${failure}: ${answer.problem}`);
  return undefined;
}
