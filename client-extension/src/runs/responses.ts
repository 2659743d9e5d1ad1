/** Opens response documents beside their requests. */

import * as vscode from "vscode";

import { place, requestOf, type OpenTab } from "./column";

/** The editor has no more columns than these. */
const LAST_COLUMN = 9;

/**
 * Shows a response document without taking the focus; one that is seen already is left where it is. Its request is
 * found among the open files when it is not given. Rejects when there is no such document.
 */
export async function openResponse(responseUri: vscode.Uri, requestUri?: vscode.Uri): Promise<void> {
  const [tabs, active] = [openTabs(), vscode.window.tabGroups.activeTabGroup.viewColumn];
  const request = requestUri?.toString() ?? requestOf(responseUri.toString(), tabs) ?? "";
  const placement = place(responseUri.toString(), request, tabs, active);
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
