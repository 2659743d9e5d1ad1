/** The environment that requests are run in: chosen from a list, shown in the status bar, kept for the workspace. */

import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";

import { ask, targetAtCursor, type ClientSource, type Target } from "./commands/target";
import { SELECT_ENVIRONMENT, type Environments } from "./contract";
import { COMMANDS, REQUEST_LANGUAGE } from "./names";

/** Where the choice is kept in the workspace's state. */
const KEPT = "environment";

const NONE = "No environment";
const NO_FILES =
  "There is no environment to select: declare one in a file `http-client.env.json` beside this request file, or in a folder above it.";

/** Owns the choice; the server is told of it once after each start. */
export class EnvironmentChoice implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("protowright.environment", vscode.StatusBarAlignment.Right, 100);
  private readonly subscriptions: vscode.Disposable[];
  /** The server that knows the choice. */
  private told: LanguageClient | undefined;

  constructor(
    private readonly source: ClientSource,
    private readonly memory: vscode.Memento,
  ) {
    this.item.name = "Protowright: Environment";
    this.item.command = COMMANDS.chooseEnvironment;
    const refresh = () => void this.refresh();
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor(refresh),
      vscode.workspace.onDidSaveTextDocument((document) => {
        if (document.uri.path.endsWith(".env.json")) refresh();
      }),
    ];
  }

  /** Shows the choice when a request file is active and a server runs. */
  async refresh(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document;
    const client = this.source();
    if (document?.languageId !== REQUEST_LANGUAGE || !client) {
      this.item.hide();
      return;
    }
    const found = await this.tell(client, client.code2ProtocolConverter.asUri(document.uri));
    if (found && document === vscode.window.activeTextEditor?.document) this.show(found);
  }

  /** Lets the user choose. */
  async choose(): Promise<void> {
    const target = await targetAtCursor(this.source);
    const found = target && (await this.tell(target.client, target.uri));
    if (!target || !found) return;
    if (found.names.length === 0 && !found.selected) {
      void vscode.window.showInformationMessage(NO_FILES);
      return;
    }
    const chosen = await pick(found);
    if (chosen) await this.select(target, chosen.name);
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions, this.item).dispose();
  }

  private async select({ client, uri }: Target, name: string | undefined): Promise<void> {
    const found = await ask<Environments>(client, SELECT_ENVIRONMENT, { uri, name: name ?? null });
    if (!found) return;
    this.show(found);
    await this.memory.update(KEPT, name);
  }

  /** Asks which environments there are; a server that was started since the choice is told of it. */
  private async tell(client: LanguageClient, uri: string): Promise<Environments | undefined> {
    const kept = this.memory.get<string>(KEPT);
    const isNews = this.told !== client && kept !== undefined;
    this.told = client;
    return ask<Environments>(client, SELECT_ENVIRONMENT, isNews ? { uri, name: kept } : { uri });
  }

  private show({ selected, names }: Environments): void {
    const isMissing = selected !== null && !names.includes(selected);
    if (!selected && names.length === 0) {
      this.item.hide();
      return;
    }
    this.item.text = `$(${isMissing ? "warning" : "server-environment"}) ${selected ?? NONE}`;
    this.item.tooltip = isMissing
      ? `Requests run in the environment "${selected}", which no environment file of this request file declares`
      : "The environment that requests run in; click to select another";
    this.item.backgroundColor = isMissing ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
    this.item.show();
  }
}

interface Choice extends vscode.QuickPickItem {
  /** Undefined: no environment. */
  readonly name: string | undefined;
}

function pick({ selected, names }: Environments): Thenable<Choice | undefined> {
  const choice = (name: string | undefined, label: string): Choice => ({
    name,
    label,
    description: name === (selected ?? undefined) ? "selected" : "",
  });
  const items = [choice(undefined, NONE), ...names.map((name) => choice(name, name))];
  return vscode.window.showQuickPick(items, { title: "Select Environment", placeHolder: "The environment that requests run in" });
}
