/** The view of all services: those of the workspace, and those that servers told of by reflection. */

import * as vscode from "vscode";

import { ask, type ClientSource } from "../commands/target";
import { SERVICES, type Services } from "../contract";
import { COMMANDS, REQUEST_LANGUAGE, SERVICES_VIEW } from "../names";
import { childrenOf, groups, idOf, methodIcon, words, type Group, type Item } from "./model";
import type { Targets } from "./targets";

/** Milliseconds after the last change until the list is asked for again. */
const CALM = 400;

/** Asks for the list when it is looked at and something has changed. */
export class ServicesView implements vscode.TreeDataProvider<Item>, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly tree: vscode.TreeView<Item>;
  private readonly subscriptions: { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;
  private isStale = false;

  constructor(
    private readonly source: ClientSource,
    private readonly targets: Targets,
  ) {
    this.tree = vscode.window.createTreeView(SERVICES_VIEW, { treeDataProvider: this, showCollapseAll: true });
    this.subscriptions = [
      this.tree,
      this.changes,
      this.tree.onDidChangeVisibility(({ visible }) => {
        if (visible && this.isStale) this.refresh();
      }),
      vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
        if (languageId === "proto" || languageId === REQUEST_LANGUAGE) this.changed();
      }),
      vscode.workspace.onDidDeleteFiles(() => this.changed()),
      vscode.workspace.onDidRenameFiles(() => this.changed()),
    ];
  }

  /** Something may be listed otherwise from now on; a list that nobody looks at waits. */
  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.tree.visible) this.refresh();
      else this.isStale = true;
    }, CALM);
  }

  /** Asks for the list at once. */
  refresh(): void {
    this.isStale = false;
    this.changes.fire(undefined);
  }

  /** Shows a target with what it told, once it is listed. */
  async reveal(target: string): Promise<void> {
    this.refresh();
    const group: Group = { kind: "target", target, services: undefined };
    await this.tree.reveal(group, { expand: true, select: true, focus: false });
  }

  async getChildren(item?: Item): Promise<Item[]> {
    if (item) return childrenOf(item);
    const client = this.source();
    const found = client && (await ask<Services>(client, SERVICES, { targets: this.targets.added }));
    return found ? groups(found) : [];
  }

  getParent(item: Item): Item | undefined {
    if (item.kind === "workspace" || item.kind === "target") return undefined;
    const { target } = item;
    if (item.kind === "method") return { kind: "service", target, service: item.service };
    return { kind: target ? "target" : "workspace", target, services: undefined };
  }

  getTreeItem(item: Item): vscode.TreeItem {
    const { label, description } = words(item);
    const shown = new vscode.TreeItem(label, collapsible(item));
    shown.id = idOf(item);
    shown.description = description;
    shown.iconPath = new vscode.ThemeIcon(icon(item));
    shown.tooltip = tooltip(item);
    shown.contextValue = item.kind === "target" && this.targets.added.includes(item.target) ? "addedTarget" : item.kind;
    if (item.kind === "method") {
      shown.command = { title: "Go to Definition", command: COMMANDS.goToDefinition, arguments: [item] };
    }
    if (item.kind === "target" && !item.services) {
      shown.command = { title: "Ask for Services", command: COMMANDS.reflectTarget, arguments: [item] };
    }
    return shown;
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }
}

function collapsible(item: Item): vscode.TreeItemCollapsibleState {
  const { None, Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  if (childrenOf(item).length === 0) return None;
  return item.kind === "workspace" ? Expanded : Collapsed;
}

function icon(item: Item): string {
  if (item.kind === "method") return methodIcon(item.method);
  return { workspace: "root-folder", target: "server", service: "symbol-interface" }[item.kind];
}

function tooltip(item: Item): string {
  if (item.kind === "method") return `${item.service.name}/${item.method.name}: ${item.method.kind}`;
  if (item.kind === "service") return item.service.name;
  if (item.kind === "workspace") return "Services that the .proto files of this workspace declare";
  return item.services ? `What ${item.target} told by reflection` : `Click to ask ${item.target} for its services`;
}
