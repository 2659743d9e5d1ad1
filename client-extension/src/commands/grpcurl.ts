/** Commands that turn requests into grpcurl commands and back, by way of the clipboard. */

import * as vscode from "vscode";

import { COPY_AS_GRPCURL, FROM_GRPCURL, type GrpcurlCommand, type RequestText } from "../contract";
import { insertion } from "../requests/insertion";
import { askFor, targetAtCursor, type ClientSource } from "./target";

/** Milliseconds that the note about a copied command stays in the status bar. */
const NOTE_TIME = 5000;

/** Puts the request at the cursor into the clipboard, as a grpcurl command. */
export async function copyAsGrpcurl(source: ClientSource): Promise<void> {
  const target = await targetAtCursor(source);
  if (!target) return;
  const failure = "This request cannot be copied as a grpcurl command";
  const answer = await askFor<GrpcurlCommand>(target.client, COPY_AS_GRPCURL, target.place, failure);
  if (!answer) return;
  await vscode.env.clipboard.writeText(answer.command);
  vscode.window.setStatusBarMessage("$(clippy) The grpcurl command is in the clipboard.", NOTE_TIME);
}

/** Writes the grpcurl command in the clipboard into the active file as a request, at the cursor. */
export async function pasteGrpcurl(source: ClientSource): Promise<void> {
  const target = await targetAtCursor(source);
  if (!target) return;
  const command = await vscode.env.clipboard.readText();
  const failure = "The clipboard holds no grpcurl command that can be read";
  const answer = await askFor<RequestText>(target.client, FROM_GRPCURL, { command }, failure);
  if (answer) await insert(target.editor, answer.request);
}

async function insert(editor: vscode.TextEditor, request: string): Promise<void> {
  const lines = editor.document.getText().split(/\r?\n/);
  const { firstLine, endLine, text, requestLine } = insertion(lines, editor.selection.active.line, request);
  const range = editor.document.validateRange(new vscode.Range(firstLine, 0, endLine, 0));
  if (!(await editor.edit((builder) => builder.replace(range, text)))) return;
  const place = new vscode.Position(requestLine, 0);
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(new vscode.Range(place, place), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
