/** Shows runs in the editor: progress, response documents, outcomes, warnings. */

import * as path from "node:path";
import * as vscode from "vscode";

import type { RunEvent, RunResult } from "../contract";
import { COMMANDS } from "../names";
import { OutcomeItem } from "./outcome";
import { RunProgress } from "./progress";
import { openResponse } from "./responses";
import { summaryOf } from "./summary";
import { RunTracker, type RunAction, type RunNote } from "./tracker";

const SHOW_RESPONSE = "Show response";

/** Acts on the server's notifications about runs. */
export class Runs implements vscode.Disposable {
  private readonly tracker = new RunTracker();
  private readonly progress = new Map<string, RunProgress>();
  private readonly outcome = new OutcomeItem();

  /** `cancel` ends the run of a request: the URI of its file, and its name. */
  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly cancel: (uri: string, request: string) => void,
  ) {}

  /** Takes one `protowright/run` notification. */
  handle(event: RunEvent): void {
    this.log.debug(`run ${event.request}: ${event.state} ${event.status ?? ""}`);
    this.tracker.apply(event).forEach((action) => this.act(action));
  }

  /** True while a request of the file runs. */
  isRunning(uri: string): boolean {
    return this.tracker.count(uri) > 0;
  }

  /** Runs the requests of a file by `run`, and shows one outcome for all of them. */
  async together<T extends RunResult[] | undefined>(uri: string, run: () => Promise<T>): Promise<T> {
    this.tracker.setTogether(uri, true);
    try {
      const results = await run();
      if (results) this.summarize(uri, results);
      return results;
    } finally {
      this.tracker.setTogether(uri, false);
    }
  }

  /** Says again why the last run of a request was not sent, if so; true when it was. */
  repeatRefusal(uri: string, request: string): boolean {
    const refusal = this.tracker.refusal(uri, request);
    if (refusal !== undefined) void vscode.window.showWarningMessage(refusal);
    return refusal !== undefined;
  }

  /** Ends all progress: the server is gone. */
  end(): void {
    this.tracker.clear().forEach((action) => this.act(action));
  }

  dispose(): void {
    this.end();
    this.outcome.dispose();
  }

  private act(action: RunAction): void {
    if (action.kind === "begin") this.begin(action.key, action.uri, action.request);
    if (action.kind === "progress") this.progress.get(action.key)?.report(action.message);
    if (action.kind === "end") this.finish(action.key);
    if (action.kind === "warn") void vscode.window.showWarningMessage(action.message);
    if (action.kind === "note") this.note(action);
    if (action.kind === "open") void this.open(action.responseUri, action.requestUri);
  }

  private begin(key: string, uri: string, request: string): void {
    this.outcome.hide();
    this.progress.set(key, new RunProgress(request, () => this.cancel(uri, request)));
  }

  private finish(key: string): void {
    this.progress.get(key)?.end();
    this.progress.delete(key);
  }

  private note({ uri, request, message, verdict }: RunNote): void {
    const command = { title: SHOW_RESPONSE, command: COMMANDS.openResponse, arguments: [{ uri, request }] };
    this.outcome.show(message, verdict, command);
  }

  private summarize(uri: string, results: readonly RunResult[]): void {
    const { message, verdict, failure } = summaryOf(path.posix.basename(vscode.Uri.parse(uri).path), results);
    this.outcome.show(message, verdict);
    if (failure) void this.offer(`${message}. ${failure.said}`, failure.responseUri, uri);
  }

  private async offer(message: string, responseUri: string | null, requestUri: string): Promise<void> {
    const button = await vscode.window.showWarningMessage(message, ...(responseUri ? [SHOW_RESPONSE] : []));
    if (button && responseUri) await this.open(responseUri, requestUri);
  }

  private async open(responseUri: string, requestUri: string): Promise<void> {
    try {
      await openResponse(vscode.Uri.parse(responseUri), vscode.Uri.parse(requestUri));
    } catch (error) {
      this.log.error(`the response document ${responseUri} could not be opened: ${String(error)}`);
    }
  }
}
