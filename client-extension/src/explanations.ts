/** What the code of a diagnostic means: a page of the server, which a click on the code opens. */

import * as vscode from "vscode";

import { askFor, type ClientSource } from "./commands/target";
import { EXPLAIN, type Page } from "./contract";
import { COMMANDS } from "./names";
import { announceNoServer } from "./server/notices";

const SCHEME = "protowright-explanation";

/** The same diagnostic, whose code leads to its page; one that leads somewhere already is left alone. */
export function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  if (typeof diagnostic.code !== "string") return diagnostic;
  const argument = encodeURIComponent(JSON.stringify([diagnostic.code]));
  diagnostic.code = { value: diagnostic.code, target: vscode.Uri.parse(`command:${COMMANDS.explainCode}?${argument}`) };
  return diagnostic;
}

/** Shows the pages of codes. */
export class Explanations implements vscode.TextDocumentContentProvider {
  private readonly pages = new Map<string, string>();

  constructor(private readonly source: ClientSource) {}

  register(): vscode.Disposable {
    return vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.pages.get(uri.path);
  }

  /** Opens the page of a code beside the editor; without one, that of the diagnostic at the cursor. */
  async open(argument?: unknown): Promise<void> {
    const code = typeof argument === "string" ? argument : codeAtCursor();
    if (code === undefined) {
      void vscode.window.showInformationMessage("Put the cursor into something that is underlined first.");
      return;
    }
    const client = this.source();
    if (!client) return announceNoServer();
    const page = await askFor<Page>(client, EXPLAIN, { code }, "There is nothing to explain");
    if (!page) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${code}.md` });
    this.pages.set(uri.path, page.markdown);
    await vscode.commands.executeCommand("markdown.showPreviewToSide", uri);
  }
}

function codeAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  const all = editor ? vscode.languages.getDiagnostics(editor.document.uri) : [];
  const found = all.find((each) => each.source === "protowright" && editor?.selection.intersection(each.range));
  const code = found?.code;
  return typeof code === "object" ? String(code.value) : code?.toString();
}
