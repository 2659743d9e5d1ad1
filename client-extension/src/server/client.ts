/** The language client: one connection to one server process. */

import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type ClientCapabilities,
  type ConfigurationMiddleware,
  type FeatureState,
  type LanguageClientOptions,
  type Middleware,
  type StaticFeature,
} from "vscode-languageclient/node";

import { EXPERIMENTAL_CAPABILITIES, RUN_NOTIFICATION, type RunEvent } from "../contract";
import { LANGUAGES, SETTINGS_SECTION } from "../names";
import type { CommandLine } from "./commandLine";
import type { ProcessOptions } from "./probe";
import { besideSettings, HIDDEN_FILES_SETTING, withBesideSettings, type BesideSettings } from "./hiddenFiles";
import { StderrTail } from "./stderrTail";
import type { ServerHandle } from "./supervisor";

/** What a connection needs from the extension. */
export interface ConnectionOptions {
  readonly command: CommandLine;
  readonly processes: ProcessOptions;
  readonly log: vscode.LogOutputChannel;
  /** Called when the server ends by itself after a successful start. */
  readonly onEnd: () => void;
  readonly onRun: (event: RunEvent) => void;
  readonly middleware: Middleware;
}

/** A server process with the client that talks to it. Used once: a restart makes another one. */
export class Connection implements ServerHandle {
  readonly client: LanguageClient;
  private readonly stderr = new StderrTail();
  private ready = false;

  constructor(private readonly options: ConnectionOptions) {
    const { program, args } = options.command;
    const server = { command: program, args: [...args, "lsp"], options: options.processes };
    this.client = new QuietClient(SETTINGS_SECTION, "Protowright", server, this.clientOptions());
    this.client.registerFeature(opensResponses);
    this.client.onNotification(RUN_NOTIFICATION, options.onRun);
  }

  async start(): Promise<void> {
    await this.client.start();
    this.ready = true;
  }

  async stop(): Promise<void> {
    if (this.client.state === State.Starting) this.client.serverProcess?.kill();
    try {
      await this.client.dispose();
    } catch (error) {
      this.options.log.debug(`the server did not stop in order: ${String(error)}`);
    }
  }

  version(): string | undefined {
    return this.client.initializeResult?.serverInfo?.version;
  }

  lastLines(): Promise<readonly string[]> {
    return this.stderr.last(1);
  }

  private clientOptions(): LanguageClientOptions {
    const { log, middleware } = this.options;
    return {
      documentSelector: selector(),
      initializationOptions: { ...serverSettings(), ...hiddenFiles() },
      synchronize: { configurationSection: [SETTINGS_SECTION, HIDDEN_FILES_SETTING] },
      middleware: { ...middleware, workspace: { ...middleware.workspace, configuration: answerWithHiddenFiles } },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      stdioOptions: {
        stdout: () => undefined,
        stderr: (stream) => this.stderr.follow(stream, (line) => log.error(line)),
      },
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => this.closed(),
      },
    };
  }

  /** The supervisor decides about restarts, so the client never does. */
  private closed(): { action: CloseAction; handled: boolean } {
    // The client has to take note of the end first; only then can it be disposed of.
    if (this.ready) setImmediate(this.options.onEnd);
    return { action: CloseAction.DoNotRestart, handled: true };
  }
}

const SERVER_SETTINGS = [
  "importPaths",
  "exclude",
  "useIgnoreFiles",
  "formatting",
  "indentWidth",
  "lineWidth",
  "diagnostics.severity",
  "diagnostics.workspace",
  "inlayHints.transport",
  "inlayHints.schema",
  "inlayHints.types",
  "codeLens.references",
  "responses.arrivalTimes",
];

/** The settings the server reads, under the names it knows; the rest are the extension's own. */
function serverSettings(): Record<string, unknown> {
  const own = vscode.workspace.getConfiguration(SETTINGS_SECTION);
  return Object.fromEntries(SERVER_SETTINGS.map((name) => [name, own.get(name)]));
}

/** What the editor hides now, by workspace folder. */
function hiddenFiles(): BesideSettings {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => ({
    uri: uri.toString(),
    value: vscode.workspace.getConfiguration(undefined, uri).get(HIDDEN_FILES_SETTING),
  }));
  return besideSettings(folders);
}

const answerWithHiddenFiles: ConfigurationMiddleware["configuration"] = async (params, token, next) => {
  const answers = await next(params, token);
  if (!Array.isArray(answers)) return answers;
  return withBesideSettings(
    params.items.map(({ section }) => section),
    answers,
    SETTINGS_SECTION,
    hiddenFiles(),
  );
};

/** Documents the server is told about. */
export function selector(): { scheme: string; language: string }[] {
  return LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language })));
}

/** A client that logs its own errors and leaves it to the extension to tell the user, once and in plain words. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Tells the server that this client opens response documents itself. */
const opensResponses: StaticFeature = {
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    const experimental = capabilities.experimental as object | undefined;
    capabilities.experimental = { ...experimental, ...EXPERIMENTAL_CAPABILITIES };
  },
  initialize: () => undefined,
  getState: (): FeatureState => ({ kind: "static" }),
  clear: () => undefined,
};
