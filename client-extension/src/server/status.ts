/** The language status item: is the server up, and which command runs it. */

import * as vscode from "vscode";

import { COMMANDS } from "../names";
import { selector } from "./client";
import { display } from "./commandLine";
import type { ServerState } from "./supervisor";
import { Works, type ProgressToken, type WorkStep } from "./works";

/** Shows the server's state next to the language of a document. */
export class ServerStatus implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem("protowright.server", selector());

  private state: ServerState = { kind: "stopped" };
  private readonly works = new Works();

  constructor() {
    this.item.name = "Protowright server";
    this.item.text = "Protowright";
    this.item.command = { title: "Show Log", command: COMMANDS.showLog };
  }

  show(state: ServerState): void {
    this.state = state;
    if (state.kind !== "running") this.works.clear();
    const failed = state.kind === "notFound" || state.kind === "failed";
    this.item.severity = vscode.LanguageStatusSeverity[failed ? "Error" : "Information"];
    this.item.busy = state.kind === "starting" || this.works.isBusy;
    this.item.text = text(state);
    this.item.detail = this.works.summary ?? ("command" in state && state.command ? display(state.command, "lsp") : "");
    this.item.command = failed
      ? { title: "Restart Server", command: COMMANDS.restart }
      : { title: "Show Log", command: COMMANDS.showLog };
  }

  /** Something the server does by itself has begun, goes on or has ended, such as the index of the workspace. */
  work(token: ProgressToken, step: WorkStep): void {
    this.works.take(token, step);
    this.show(this.state);
  }

  /** The workspace is not trusted, so no server is started. */
  showUntrusted(): void {
    this.item.severity = vscode.LanguageStatusSeverity.Warning;
    this.item.text = "Protowright: off in Restricted Mode";
    this.item.detail = "trust the workspace to start the server";
    this.item.command = { title: "Manage Trust", command: "workbench.trust.manage" };
  }

  dispose(): void {
    this.item.dispose();
  }
}

function text(state: ServerState): string {
  if (state.kind === "running") return `Protowright ${state.version ?? ""}`.trimEnd();
  const words = { stopped: "stopped", starting: "starting", notFound: "server not found", failed: "server stopped" };
  return `Protowright: ${words[state.kind]}`;
}
