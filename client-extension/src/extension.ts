/** Entry point: puts the parts together. */

import { mkdir } from "node:fs/promises";
import * as vscode from "vscode";

import { saveDefinition } from "./commands/definition";
import { copyAsGrpcurl, pasteGrpcurl } from "./commands/grpcurl";
import { showReferences } from "./commands/references";
import { compareResponses, openLastResponse } from "./commands/responses";
import { cancelRequest, cancelRuns, runAtCursor, runFile } from "./commands/running";
import type { ClientSource } from "./commands/target";
import { type RunEvent, SHOW_REFERENCES } from "./contract";
import { EnvironmentChoice } from "./environment";
import { Explanations } from "./explanations";
import { COMMAND_SETTING, COMMANDS } from "./names";
import { followEnds } from "./runs/follow";
import { Runs } from "./runs/runs";
import { Connection } from "./server/client";
import { display, type CommandLine } from "./server/commandLine";
import { locate } from "./server/locate";
import { middleware } from "./server/middleware";
import { announce } from "./server/notices";
import type { ProcessOptions } from "./server/probe";
import { PythonEnvironment } from "./server/python";
import { ServerStatus } from "./server/status";
import { Supervisor, type ServerState } from "./server/supervisor";
import { ServiceActions } from "./services/actions";
import { reflectedFiles } from "./services/reflectedFiles";
import { Targets } from "./services/targets";
import { ServicesView } from "./services/view";

/** Seconds between the end of a server and its restart. */
const RESTART_DELAY = 0.5;

let supervisor: Supervisor | undefined;

/** Called by the editor when a document of one of our languages is opened, or a command is used. */
export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Protowright", { log: true });
  const extension = new Extension(log, await processOptions(context), context.workspaceState);
  supervisor = extension.supervisor;
  context.subscriptions.push(log, extension, ...extension.register());
  extension.start();
}

/** Called when the window closes or the extension is turned off. */
export async function deactivate(): Promise<void> {
  await supervisor?.dispose();
}

/** Servers work in an empty folder of ours: `python -m` would import modules from the workspace otherwise. */
async function processOptions(context: vscode.ExtensionContext): Promise<ProcessOptions> {
  const cwd = context.globalStorageUri.fsPath;
  await mkdir(cwd, { recursive: true });
  return { cwd, env: { ...process.env, PYTHONUNBUFFERED: "1", PYTHONIOENCODING: "utf-8", PYTHONSAFEPATH: "1" } };
}

class Extension implements vscode.Disposable {
  readonly supervisor: Supervisor;
  private readonly status = new ServerStatus();
  private readonly runs: Runs;
  private readonly environment: EnvironmentChoice;
  private readonly client: ClientSource = () => (this.running ? this.connection?.client : undefined);
  private readonly explanations = new Explanations(this.client);
  private readonly services: ServicesView;
  private readonly actions: ServiceActions;
  private readonly python = new PythonEnvironment(() => this.refresh());
  private connection: Connection | undefined;
  private running = false;

  constructor(
    private readonly log: vscode.LogOutputChannel,
    private readonly processes: ProcessOptions,
    memory: vscode.Memento,
  ) {
    this.runs = new Runs(log, (uri, request) => void cancelRequest(this.client, uri, request));
    this.environment = new EnvironmentChoice(this.client, memory);
    const targets = new Targets(memory);
    this.services = new ServicesView(this.client, targets);
    this.actions = new ServiceActions(this.client, this.services, targets);
    this.supervisor = new Supervisor({
      discover: () => locate(this.python, processes),
      create: (command, onEnd) => this.connect(command, onEnd),
      onState: (state) => this.onState(state),
      restartDelay: RESTART_DELAY,
    });
  }

  /** Starts the server now, or as soon as the workspace is trusted: it reads and calls what a workspace says. */
  start(): void {
    if (vscode.workspace.isTrusted) void this.supervisor.restart();
    else this.status.showUntrusted();
  }

  register(): vscode.Disposable[] {
    const handlers: Record<keyof typeof COMMANDS, (argument?: unknown) => unknown> = {
      run: () => runAtCursor(this.client),
      runFile: () => runFile(this.client, this.runs),
      cancel: () => cancelRuns(this.client, this.runs),
      openResponse: (argument) => openLastResponse(this.client, argument),
      compareResponses: () => compareResponses(this.client),
      copyGrpcurl: () => copyAsGrpcurl(this.client),
      pasteGrpcurl: () => pasteGrpcurl(this.client),
      saveDefinition: () => saveDefinition(this.client),
      chooseEnvironment: () => this.environment.choose(),
      newRequest: (item) => this.actions.newRequest(item),
      goToDefinition: (item) => this.actions.goToDefinition(item),
      addTarget: () => this.actions.add(),
      reflectTarget: (item) => this.actions.reflect(item),
      removeTarget: (item) => this.actions.remove(item),
      refreshServices: () => this.services.refresh(),
      explainCode: () => this.explanations.open(),
      restart: () => this.start(),
      showLog: () => this.log.show(),
    };
    const names = Object.keys(COMMANDS) as (keyof typeof COMMANDS)[];
    return [
      ...names.map((name) => vscode.commands.registerCommand(COMMANDS[name], handlers[name])),
      vscode.commands.registerCommand(SHOW_REFERENCES, showReferences),
      followEnds(),
      reflectedFiles(),
      this.explanations.register(),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.start()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(COMMAND_SETTING)) this.start();
      }),
    ];
  }

  dispose(): void {
    this.runs.dispose();
    this.environment.dispose();
    this.services.dispose();
    this.python.dispose();
    this.status.dispose();
  }

  private refresh(): void {
    if (vscode.workspace.isTrusted) void this.supervisor.refresh();
  }

  private connect(command: CommandLine, onEnd: () => void): Connection {
    this.log.info(`starting ${display(command, "lsp")}`);
    this.connection = new Connection({
      command,
      processes: this.processes,
      log: this.log,
      onEnd,
      onRun: (event) => this.onRun(event),
      middleware: middleware(this.runs, this.status),
    });
    return this.connection;
  }

  private onRun(event: RunEvent): void {
    this.runs.handle(event);
    if (event.state === "finished") this.services.changed(); // the target may have told its schema
  }

  private onState(state: ServerState): void {
    this.running = state.kind === "running";
    if (!this.running) this.runs.end();
    void this.environment.refresh();
    this.services.changed();
    this.log.info(`server: ${state.kind}`);
    this.logAttempts(state);
    this.status.show(state);
    void announce(state);
  }

  private logAttempts(state: ServerState): void {
    if (state.kind !== "notFound") return;
    for (const { place, outcome } of state.discovery.attempts) this.log.error(`${place} ${outcome}`);
  }
}
