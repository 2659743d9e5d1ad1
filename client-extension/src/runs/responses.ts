/** Opens response documents beside their requests. */

import * as vscode from "vscode";

import { place, type OpenTab } from "./column";

/** The editor has no more columns than these. */
const LAST_COLUMN = 9;

/** Shows a response document without taking the focus; one that is seen already is left where it is. */
export async function openResponse(responseUri: vscode.Uri, requestUri: vscode.Uri): Promise<void> {
  const active = vscode.window.tabGroups.activeTabGroup.viewColumn;
  const placement = place(responseUri.toString(), requestUri.toString(), openTabs(), active);
  if (placement.kind === "leave") return;
  const document = await vscode.workspace.openTextDocument(responseUri);
  await vscode.window.showTextDocument(document, {
    viewColumn: Math.min(placement.column, LAST_COLUMN),
    preserveFocus: true,
    preview: false,
  });
}

function openTabs(): OpenTab[] {
  return vscode.window.tabGroups.all.flatMap((group) =>
    group.tabs.flatMap((tab) =>
      tab.input instanceof vscode.TabInputText
        ? [{ uri: tab.input.uri.toString(), column: group.viewColumn, active: tab.isActive }]
        : [],
    ),
  );
}
