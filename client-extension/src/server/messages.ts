/** The sentences a user reads when the server can't be found or does not stay up. */

import { display, type CommandLine } from "./commandLine";
import type { Attempt, Discovery } from "./discovery";

/** Editors cut long messages; the log holds the rest. */
const MESSAGE_LIMIT = 600;

/** Says what was tried and how to install the server. */
export function notFoundMessage(attempts: readonly Attempt[]): string {
  const tried = attempts.map((attempt) => `${attempt.place} ${attempt.outcome}`).join("; ");
  return (
    `The Protowright server was not found: ${tried}. ` +
    "Install it by “pip install protowright”, “uv tool install protowright” or “pipx install protowright”, " +
    "or name its command in the setting protowright.server.command; then run “Protowright: Restart Server”."
  );
}

/** The command behind "Copy install command": into the selected environment, where there is one. */
export function installCommand(discovery: Discovery): string {
  const interpreter = discovery.found ? undefined : discovery.interpreter;
  return interpreter ? `${display({ program: interpreter, args: ["-m", "pip"] })} install protowright` : "pip install protowright";
}

/** Says that the server ended, with the last lines of its error output (oldest first). */
export function crashMessage(command: CommandLine, when: "start" | "running", lastLines: readonly string[]): string {
  const what = when === "start" ? "stopped before it was ready" : "stopped again and again and is not restarted";
  const said = lastLines.length ? `It said: ${lastLines.join(" ⏎ ")}` : "It said nothing on its error output.";
  return shorten(`The Protowright server (${display(command, "lsp")}) ${what}. `, said);
}

/** Keeps the end of a long text, where the error itself stands. */
function shorten(head: string, tail: string): string {
  const room = Math.max(MESSAGE_LIMIT - head.length, 200);
  return head + (tail.length <= room ? tail : `… ${tail.slice(-room)}`);
}
