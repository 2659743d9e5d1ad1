/** Shows runs in the editor: progress in the status bar, response documents, warnings. */

import * as vscode from "vscode";

import type { RunEvent } from "../contract";
import { openResponse } from "./responses";
import { RunTracker, type RunAction } from "./tracker";

/** Milliseconds that the outcome of a run stays in the status bar. */
const NOTE_TIME = 5000;

/** Acts on the server's notifications about runs. */
export class Runs implements vscode.Disposable {
  private readonly tracker = new RunTracker();
  private readonly progress = new Map<string, () => void>();

  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Takes one `protowright/run` notification. */
  handle(event: RunEvent): void {
    this.log.debug(`run ${event.request}: ${event.state} ${event.status ?? ""}`);
    this.tracker.apply(event).forEach((action) => this.act(action));
  }

  /** True while a request of the file runs. */
  isRunning(uri: string): boolean {
    return this.tracker.count(uri) > 0;
  }

  /** Ends all progress: the server is gone. */
  dispose(): void {
    this.tracker.clear().forEach((action) => this.act(action));
  }

  private act(action: RunAction): void {
    if (action.kind === "begin") this.begin(action.key, action.request);
    if (action.kind === "end") this.end(action.key);
    if (action.kind === "warn") void vscode.window.showWarningMessage(action.message);
    if (action.kind === "note") vscode.window.setStatusBarMessage(action.message, NOTE_TIME);
    if (action.kind === "open") void this.open(action.responseUri, action.requestUri);
  }

  private begin(key: string, request: string): void {
    const options = { location: vscode.ProgressLocation.Window, title: `Running ${request}` };
    const ended = new Promise<void>((resolve) => this.progress.set(key, resolve));
    void vscode.window.withProgress(options, () => ended);
  }

  private end(key: string): void {
    this.progress.get(key)?.();
    this.progress.delete(key);
  }

  private async open(responseUri: string, requestUri: string): Promise<void> {
    try {
      await openResponse(vscode.Uri.parse(responseUri), vscode.Uri.parse(requestUri));
    } catch (error) {
      this.log.error(`the response document ${responseUri} could not be opened: ${String(error)}`);
    }
  }
}
