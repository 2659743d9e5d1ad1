/** The command that saves the schema of a request as `.proto` files. */

import * as vscode from "vscode";

import { SERVICE_DEFINITION, type Definition, type DefinitionFile } from "../contract";
import { segmentsOf } from "../requests/definitionFiles";
import { askFor, targetAtCursor, type ClientSource } from "./target";

interface PlannedFile {
  readonly uri: vscode.Uri;
  readonly text: string;
}

/** Asks for a folder, writes the files of the schema of the request at the cursor into it, and opens the first. */
export async function saveDefinition(source: ClientSource): Promise<void> {
  const target = await targetAtCursor(source);
  if (!target) return;
  const progress = { location: vscode.ProgressLocation.Window, title: "Asking for the service definition" };
  const answer = await vscode.window.withProgress(progress, () =>
    askFor<Definition>(target.client, SERVICE_DEFINITION, target.place, "There is no service definition to save"),
  );
  if (!answer) return;
  const folder = await pickFolder(target.editor.document.uri);
  const planned = folder && plan(folder, answer.files);
  if (!planned || !(await mayReplace(planned))) return;
  await write(planned);
}

async function pickFolder(request: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folders = await vscode.window.showOpenDialog({
    title: "Folder for the Service Definition",
    openLabel: "Save Here",
    canSelectFiles: false,
    canSelectFolders: true,
    defaultUri: vscode.workspace.getWorkspaceFolder(request)?.uri ?? vscode.Uri.joinPath(request, ".."),
  });
  return folders?.[0];
}

function plan(folder: vscode.Uri, files: readonly DefinitionFile[]): PlannedFile[] | undefined {
  const planned: PlannedFile[] = [];
  for (const file of files) {
    const segments = segmentsOf(file);
    if (!segments) {
      void vscode.window.showErrorMessage(`Nothing was saved: the file name \`${file.name}\` leads out of the folder.`);
      return undefined;
    }
    planned.push({ uri: vscode.Uri.joinPath(folder, ...segments), text: file.text });
  }
  return planned;
}

/** True when no file with other content would be lost, or when the user agrees to it. */
async function mayReplace(planned: readonly PlannedFile[]): Promise<boolean> {
  const lost = (await Promise.all(planned.map(differs))).filter(Boolean).length;
  if (lost === 0) return true;
  const detail = "Their content differs from the definition, and would be lost.";
  const message = `${lost} of the ${planned.length} files are in this folder already. Replace them?`;
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, "Replace")) === "Replace";
}

async function differs({ uri, text }: PlannedFile): Promise<boolean> {
  try {
    return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8") !== text;
  } catch {
    return false; // there is none
  }
}

async function write(planned: readonly PlannedFile[]): Promise<void> {
  try {
    for (const { uri, text } of planned) await vscode.workspace.fs.writeFile(uri, Buffer.from(text, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`The service definition could not be saved: ${reason}`);
    return;
  }
  if (planned[0]) await vscode.window.showTextDocument(planned[0].uri, { preview: false });
  const count = planned.length === 1 ? "1 file" : `${planned.length} files`;
  vscode.window.setStatusBarMessage(`$(save) ${count} of the service definition saved.`, 5000);
}
