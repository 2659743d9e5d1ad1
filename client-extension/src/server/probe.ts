/** Asks a command whether it is Protowright. */

import { execFile, type ExecFileException } from "node:child_process";

import type { CommandLine } from "./commandLine";

/** The version, or why there is none: a part of a sentence, such as "has no package protowright". */
export type ProbeResult = { readonly version: string } | { readonly reason: string };

/** How to run processes. */
export interface ProcessOptions {
  /** Absolute working folder; must hold no Python module, because `python -m` imports from there. */
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs `<command> --version`; gives up after `timeout` seconds. Never rejects. */
export function probe(command: CommandLine, options: ProcessOptions, timeout: number): Promise<ProbeResult> {
  const limits = { ...options, timeout: timeout * 1000, killSignal: "SIGKILL", windowsHide: true } as const;
  return new Promise((resolve) => {
    execFile(command.program, [...command.args, "--version"], limits, (error, stdout, stderr) => {
      resolve(error ? { reason: failure(error, stderr, timeout) } : readVersion(stdout));
    });
  });
}

function readVersion(output: string): ProbeResult {
  const version = /^protowright\s+(\d\S*)/m.exec(output)?.[1];
  return version ? { version } : { reason: "does not answer to --version as Protowright does" };
}

function failure(error: ExecFileException, stderr: string, timeout: number): string {
  if (error.code === "ENOENT") return "does not exist";
  if (error.code === "EACCES") return "may not be executed";
  if (error.killed) return `did not answer within ${timeout} seconds`;
  if (/No module named '?protowright\b/.test(stderr)) return "has no package protowright";
  return `failed: ${lastLine(stderr) ?? error.message.trim()}`;
}

function lastLine(text: string): string | undefined {
  return text.trimEnd().split(/\r?\n/).at(-1)?.trim() || undefined;
}
