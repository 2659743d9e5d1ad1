/** Messages about the server, with buttons that lead on. */

import * as vscode from "vscode";

import { COMMAND_SETTING, COMMANDS } from "../names";
import type { Discovery } from "./discovery";
import { crashMessage, installCommand, notFoundMessage } from "./messages";
import type { ServerState } from "./supervisor";

const COPY_INSTALL = "Copy install command";
const OPEN_SETTINGS = "Open settings";
const SHOW_LOG = "Show log";
const MANAGE_TRUST = "Manage trust";
const RESTART = "Restart server";

/** Tells the user about a server that is not there or did not stay up; other states are no news. */
export async function announce(state: ServerState): Promise<void> {
  if (state.kind === "notFound") {
    const message = notFoundMessage(state.discovery.attempts);
    return act(await vscode.window.showErrorMessage(message, COPY_INSTALL, OPEN_SETTINGS, SHOW_LOG), state.discovery);
  }
  if (state.kind === "failed") {
    const message = crashMessage(state.command, state.when, state.lastLines);
    return act(await vscode.window.showErrorMessage(message, RESTART, OPEN_SETTINGS, SHOW_LOG));
  }
}

/** Answers a command that needs the server while there is none. */
export async function announceNoServer(): Promise<void> {
  if (!vscode.workspace.isTrusted) return announceUntrusted();
  const message = "The Protowright server is not running, so no request can be run.";
  await act(await vscode.window.showWarningMessage(message, RESTART, SHOW_LOG));
}

async function announceUntrusted(): Promise<void> {
  const message = "In Restricted Mode no request is run: trust this workspace first.";
  const button = await vscode.window.showWarningMessage(message, MANAGE_TRUST);
  if (button === MANAGE_TRUST) await vscode.commands.executeCommand("workbench.trust.manage");
}

async function act(button: string | undefined, discovery?: Discovery): Promise<void> {
  if (button === COPY_INSTALL && discovery) return copyInstallCommand(discovery);
  if (button === OPEN_SETTINGS) await vscode.commands.executeCommand("workbench.action.openSettings", COMMAND_SETTING);
  if (button === SHOW_LOG) await vscode.commands.executeCommand(COMMANDS.showLog);
  if (button === RESTART) await vscode.commands.executeCommand(COMMANDS.restart);
}

async function copyInstallCommand(discovery: Discovery): Promise<void> {
  const command = installCommand(discovery);
  await vscode.env.clipboard.writeText(command);
  vscode.window.setStatusBarMessage(`Copied: ${command}`, 5000);
}
