/** The status bar entry that says how the last run ended. */

import * as vscode from "vscode";

import { headline } from "./summary";
import type { Verdict } from "./tracker";

/** Milliseconds that the outcome stays: a success is seen, a failure is read. */
const TIME: Record<Verdict, number> = { passed: 6000, cancelled: 6000, failed: 20_000 };

const ICONS: Record<Verdict, string> = { passed: "pass", cancelled: "circle-slash", failed: "error" };

/** Characters that are shown; the whole text is in the tooltip. */
const LENGTH = 76;

/** Shows the outcome of one run after another. */
export class OutcomeItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("protowright.outcome", vscode.StatusBarAlignment.Left, -100);
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.item.name = "Protowright: Last Run";
  }

  /** Shows a line for a while; a click on it executes the command. */
  show(message: string, verdict: Verdict, command?: vscode.Command): void {
    clearTimeout(this.timer);
    this.item.text = `$(${ICONS[verdict]}) ${headline(message, LENGTH)}`;
    this.item.tooltip = message;
    this.item.backgroundColor = verdict === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.command = command;
    this.item.show();
    this.timer = setTimeout(() => this.item.hide(), TIME[verdict]);
  }

  /** Takes the line away, as another run has begun. */
  hide(): void {
    clearTimeout(this.timer);
    this.item.hide();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
  }
}
