/** The command behind a lens that counts: it shows what was counted. */

import * as vscode from "vscode";

import type { PlainLocation, Place } from "../contract";

const SHOW = "editor.action.showReferences";

/** Shows the places beside the one that was clicked. */
export async function showReferences(
  uri: string,
  position: Place,
  locations: readonly PlainLocation[],
): Promise<void> {
  await vscode.commands.executeCommand(SHOW, vscode.Uri.parse(uri), positionOf(position), locations.map(locationOf));
}

function positionOf(position: Place): vscode.Position {
  return new vscode.Position(position.line, position.character);
}

function locationOf(location: PlainLocation): vscode.Location {
  const range = new vscode.Range(positionOf(location.range.start), positionOf(location.range.end));
  return new vscode.Location(vscode.Uri.parse(location.uri), range);
}
