/** A server command as a user writes it, made ready to be started. */

import * as path from "node:path";

/** A program with its first arguments; `lsp` or `--version` is appended to them. */
export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
}

/** What `${…}` in a setting stands for. Paths are absolute. */
export interface Places {
  readonly home: string;
  /** The first workspace folder, if a folder is open. */
  readonly workspaceFolder: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * Reads the value of the setting `protowright.server.command`.
 *
 * `${workspaceFolder}`, `${userHome}`, `${env:NAME}` and a leading `~` are replaced. A program with a path is made
 * absolute, relative to the workspace folder; a bare name stays as it is. Undefined when the setting is empty.
 */
export function readCommandSetting(value: readonly string[], places: Places): CommandLine | undefined {
  const words = value.map((word) => expand(word, places));
  const [program, ...args] = words;
  if (program === undefined || program.trim() === "") return undefined;
  return { program: anchor(program, places), args };
}

/** True for `protowright`, false for `bin/protowright` and `/usr/bin/protowright`. */
export function isBareName(program: string): boolean {
  return !program.includes("/") && !program.includes(path.sep);
}

/** The command as a user would type it, for messages and the log. */
export function display(command: CommandLine, ...more: readonly string[]): string {
  return [command.program, ...command.args, ...more].map(quote).join(" ");
}

function expand(word: string, places: Places): string {
  const withHome = word.startsWith("~/") ? places.home + word.slice(1) : word;
  return withHome.replace(/\$\{(?:env:)?(\w+)\}/g, (whole: string, name: string) => {
    if (whole.startsWith("${env:")) return places.environment[name] ?? "";
    if (name === "workspaceFolder") return places.workspaceFolder ?? whole;
    return name === "userHome" ? places.home : whole;
  });
}

function anchor(program: string, places: Places): string {
  if (isBareName(program) || path.isAbsolute(program)) return program;
  return path.resolve(places.workspaceFolder ?? places.home, program);
}

function quote(word: string): string {
  return /[\s"]/.test(word) ? JSON.stringify(word) : word;
}
