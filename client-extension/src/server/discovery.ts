/** Decides which command runs the server: the setting, else the Python environment, else PATH. */

import { isBareName, type CommandLine } from "./commandLine";
import type { ProbeResult } from "./probe";

/** A place that was looked at, and what was there instead of a server. */
export interface Attempt {
  /** What was looked at, such as "“protowright” on PATH". */
  readonly place: string;
  /** A part of a sentence, such as "not found". */
  readonly outcome: string;
}

/** Where a server was found. */
export type Source = "setting" | "environment" | "path";

/** The server to start, or everything that was tried. */
export type Discovery =
  | { readonly found: true; readonly command: CommandLine; readonly source: Source; readonly attempts: readonly Attempt[] }
  | { readonly found: false; readonly attempts: readonly Attempt[]; readonly interpreter: string | undefined };

/** What discovery needs to know about the machine and the editor. */
export interface Surroundings {
  /** The setting, read; undefined when it is empty. */
  configured(): CommandLine | undefined;
  /** The selected Python interpreter (absolute path), or why there is none. */
  interpreter(): Promise<{ readonly path: string } | { readonly reason: string }>;
  probe(command: CommandLine): Promise<ProbeResult>;
  /** Absolute path of a program on PATH. */
  findProgram(name: string): Promise<string | undefined>;
  isProgram(file: string): Promise<boolean>;
}

/** Looks for the server. A setting that is wrong is an error; nothing else is tried then. */
export async function discover(surroundings: Surroundings): Promise<Discovery> {
  const configured = surroundings.configured();
  if (configured) return fromSetting(configured, surroundings);
  const attempts: Attempt[] = [{ place: "the setting protowright.server.command", outcome: "is empty" }];
  const environment = await fromEnvironment(surroundings);
  if ("command" in environment) return { found: true, command: environment.command, source: "environment", attempts };
  attempts.push(environment.attempt);
  const program = await surroundings.findProgram("protowright");
  if (program) return { found: true, command: { program, args: [] }, source: "path", attempts };
  attempts.push({ place: "“protowright” on PATH", outcome: "was not found" });
  return { found: false, attempts, interpreter: environment.interpreter };
}

async function fromSetting(command: CommandLine, surroundings: Surroundings): Promise<Discovery> {
  const program = isBareName(command.program)
    ? await surroundings.findProgram(command.program)
    : (await surroundings.isProgram(command.program)) && command.program;
  if (program) return { found: true, command: { program, args: command.args }, source: "setting", attempts: [] };
  const outcome = isBareName(command.program) ? "is not on PATH" : "is not a program that can be run";
  const attempt = { place: `${command.program}, named by the setting protowright.server.command,`, outcome };
  return { found: false, attempts: [attempt], interpreter: undefined };
}

type FromEnvironment =
  | { readonly command: CommandLine }
  | { readonly attempt: Attempt; readonly interpreter: string | undefined };

async function fromEnvironment(surroundings: Surroundings): Promise<FromEnvironment> {
  const selected = await surroundings.interpreter();
  if ("reason" in selected) {
    return { attempt: { place: "the Python environment", outcome: selected.reason }, interpreter: undefined };
  }
  const command = { program: selected.path, args: ["-m", "protowright"] };
  const answer = await surroundings.probe(command);
  if ("version" in answer) return { command };
  const attempt = { place: `the Python environment ${selected.path}`, outcome: answer.reason };
  return { attempt, interpreter: selected.path };
}
