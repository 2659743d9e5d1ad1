/** Starts, watches and restarts one server; one thing at a time. Knows no editor. */

import { display, type CommandLine } from "./commandLine";
import type { Discovery } from "./discovery";
import { RestartPolicy } from "./restartPolicy";

/** A running (or starting) server. */
export interface ServerHandle {
  /** Resolves when the server has answered `initialize`; rejects when it ended before. */
  start(): Promise<void>;
  /** Ends the server, also one that is still starting. Never rejects. */
  stop(): Promise<void>;
  /** What the server says it is, such as `0.1.0`, once started. */
  version(): string | undefined;
  /** The last lines of its error output, oldest first. */
  lastLines(): Promise<readonly string[]>;
}

/** How things stand, for whoever shows it. */
export type ServerState =
  | { readonly kind: "stopped" }
  | { readonly kind: "starting"; readonly command: CommandLine | undefined }
  | { readonly kind: "running"; readonly command: CommandLine; readonly version: string | undefined }
  | { readonly kind: "notFound"; readonly discovery: Discovery }
  | { readonly kind: "failed"; readonly command: CommandLine; readonly when: "start" | "running"; readonly lastLines: readonly string[] };

/** What the supervisor needs from outside. */
export interface Surroundings {
  discover(): Promise<Discovery>;
  /** Makes a server that is not started yet. `onEnd` is called when it ends by itself after a successful start. */
  create(command: CommandLine, onEnd: () => void): ServerHandle;
  onState(state: ServerState): void;
  /** Seconds to wait before a server that ended is started again. */
  readonly restartDelay: number;
}

/** Owns the server of this editor window. */
export class Supervisor {
  private server: ServerHandle | undefined;
  private command: CommandLine | undefined;
  private queue: Promise<void> = Promise.resolve();
  private starting = false;
  /** A server that was ended on purpose while it started: its failure is no news. */
  private abandoned: ServerHandle | undefined;
  private disposed = false;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly policy = new RestartPolicy(),
  ) {}

  /** Stops the server if one runs, looks for it anew, and starts it. Resolves when that has succeeded or failed. */
  restart(): Promise<void> {
    this.policy.reset();
    this.abandonStart();
    return this.enqueue(async () => {
      await this.halt();
      await this.bringUp();
    });
  }

  /** Restarts only if another command would be found now than the one that runs. */
  refresh(): Promise<void> {
    return this.enqueue(async () => {
      const discovery = await this.surroundings.discover();
      if (discovery.found && this.command && display(discovery.command) === display(this.command)) return;
      await this.halt();
      await this.bringUp(discovery);
    });
  }

  /** Ends the server for good. */
  dispose(): Promise<void> {
    this.disposed = true;
    this.abandonStart();
    return this.enqueue(() => this.halt(), true);
  }

  /** Ends a server that still starts: one that hangs there would hold up the queue. */
  private abandonStart(): void {
    if (!this.server || !this.starting) return;
    this.abandoned = this.server;
    void this.server.stop();
  }

  private enqueue(work: () => Promise<void>, always = false): Promise<void> {
    this.queue = this.queue.then(() => (this.disposed && !always ? undefined : work()));
    return this.queue;
  }

  private async halt(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    this.command = undefined;
    if (!server) return;
    await server.stop();
    this.surroundings.onState({ kind: "stopped" });
  }

  private async bringUp(known?: Discovery): Promise<void> {
    this.surroundings.onState({ kind: "starting", command: undefined });
    const discovery = known ?? (await this.surroundings.discover());
    if (discovery.found) await this.start(discovery.command);
    else this.surroundings.onState({ kind: "notFound", discovery });
  }

  private async start(command: CommandLine): Promise<void> {
    if (this.disposed) return;
    this.surroundings.onState({ kind: "starting", command });
    const server = this.surroundings.create(command, () => void this.ended(server, command));
    this.server = server;
    this.command = command;
    this.starting = true;
    try {
      await server.start();
      this.surroundings.onState({ kind: "running", command, version: server.version() });
    } catch {
      if (this.abandoned !== server) await this.failed(server, command, "start");
    } finally {
      this.starting = false;
    }
  }

  private ended(server: ServerHandle, command: CommandLine): Promise<void> {
    return this.enqueue(async () => {
      if (this.server !== server) return;
      if (!this.policy.allow()) return this.failed(server, command, "running");
      this.surroundings.onState({ kind: "starting", command });
      await server.stop();
      await new Promise((resolve) => setTimeout(resolve, this.surroundings.restartDelay * 1000));
      await this.start(command);
    });
  }

  private async failed(server: ServerHandle, command: CommandLine, when: "start" | "running"): Promise<void> {
    const lastLines = await server.lastLines();
    await server.stop();
    this.server = undefined;
    this.command = undefined;
    this.surroundings.onState({ kind: "failed", command, when, lastLines });
  }
}
