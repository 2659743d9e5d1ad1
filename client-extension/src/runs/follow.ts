/** Keeps the end of a growing response document in view, for whoever has put the cursor there. */

import * as vscode from "vscode";

import { RESPONSE_LANGUAGE } from "../names";
import { linesBefore } from "./growth";

/** Starts to watch the response documents that are seen. */
export function followEnds(): vscode.Disposable {
  return vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    // What the user types makes a document dirty; what was read anew from disk does not.
    if (document.languageId !== RESPONSE_LANGUAGE || document.isDirty) return;
    const lastLine = linesBefore(document.lineCount, contentChanges) - 1;
    for (const editor of vscode.window.visibleTextEditors) {
      // The selection is still the one of before the change.
      if (editor.document === document && lastLine > 0 && editor.selection.active.line >= lastLine) goToEnd(editor);
    }
  });
}

function goToEnd(editor: vscode.TextEditor): void {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end));
}
