/** Discovery with this machine and this editor as its surroundings. */

import { homedir } from "node:os";
import * as vscode from "vscode";

import { SETTINGS_SECTION } from "../names";
import { readCommandSetting, type CommandLine } from "./commandLine";
import { discover, type Discovery } from "./discovery";
import { probe, type ProcessOptions } from "./probe";
import type { PythonEnvironment } from "./python";
import { findProgram, isProgram, searchPath } from "./search";

/** Seconds; the first import of a package in a cold environment is slow. */
const PROBE_TIMEOUT = 20;

/** Looks for the server's command, see {@link discover}. */
export function locate(python: PythonEnvironment, processes: ProcessOptions): Promise<Discovery> {
  const where = searchPath(process.env, homedir(), process.platform);
  return discover({
    configured,
    interpreter: () => python.interpreter(),
    probe: (command) => probe(command, processes, PROBE_TIMEOUT),
    findProgram: (name) => findProgram(name, where),
    isProgram,
  });
}

function configured(): CommandLine | undefined {
  const value = vscode.workspace.getConfiguration(SETTINGS_SECTION).get<unknown>("server.command");
  const words = Array.isArray(value) ? value.filter((word): word is string => typeof word === "string") : [];
  return readCommandSetting(words, {
    home: homedir(),
    workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
    environment: process.env,
  });
}
