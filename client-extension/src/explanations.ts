/** What the code of a diagnostic means: a page of the server, which a click on the code opens. */

import * as vscode from "vscode";

import { askFor, type ClientSource } from "./commands/target";
import { EXPLAIN, type Page } from "./contract";

const SCHEME = "protowright-explanation";

/** The same diagnostic, whose code leads to its page as a preview, and not to the file that the server wrote of it. */
export function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const code = typeof diagnostic.code === "object" ? diagnostic.code.value : diagnostic.code;
  // The editor does not run commands from here, but it opens documents.
  if (typeof code === "string") diagnostic.code = { value: code, target: pageOf(code) };
  return diagnostic;
}

function pageOf(code: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
}

/** Shows the pages of codes. The manifest says that they are seen as a preview. */
export class Explanations implements vscode.TextDocumentContentProvider {
  constructor(private readonly source: ClientSource) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const client = this.source();
    const code = /^\/(.*)\.md$/.exec(uri.path)?.[1] ?? "";
    const page = client && (await askFor<Page>(client, EXPLAIN, { code }, "There is nothing to explain"));
    return page?.markdown ?? "The Protowright server does not run; it has these pages.";
  }

  /** Opens the page of the diagnostic at the cursor. */
  async open(): Promise<void> {
    const code = codeAtCursor();
    if (code === undefined) {
      void vscode.window.showInformationMessage("Put the cursor into something that is underlined first.");
      return;
    }
    await vscode.commands.executeCommand("vscode.open", pageOf(code), vscode.ViewColumn.Beside);
  }
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const found = all.find((each) => each.source === "protowright" && editor?.selection.intersection(each.range));
  const code = found?.code;
  return typeof code === "object" ? String(code.value) : code?.toString();
}
