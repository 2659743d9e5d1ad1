/** The `.proto` text of services that only a server told of, as documents that cannot be changed. */

import * as vscode from "vscode";

import { askFor, type ClientSource } from "../commands/target";
import { REFLECTED_DEFINITION, type Definition } from "../contract";
import { announceNoServer } from "../server/notices";
import { declarationLine, type MethodItem, type ServiceItem } from "./model";

const SCHEME = "protowright-reflected";

/** The texts that were asked for, by their URIs. */
const texts = new Map<string, string>();
const changes = new vscode.EventEmitter<vscode.Uri>();

/** Gives the editor the texts that {@link showReflected} has asked for. */
export function reflectedFiles(): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changes.event,
    provideTextDocumentContent: (uri) => texts.get(uri.toString()),
  });
}

/** Asks for the text that declares a reflected service, and shows the declaration of the item. */
export async function showReflected(source: ClientSource, item: ServiceItem | MethodItem): Promise<void> {
  const client = source();
  if (!client) return announceNoServer();
  const question = { target: item.target, service: item.service.name };
  const answer = await askFor<Definition>(client, REFLECTED_DEFINITION, question, "The definition could not be shown");
  const file = answer?.files[0];
  if (!file) return;
  const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${item.target.replace(/^\w+:\/*/, "")}/${file.name}` });
  texts.set(uri.toString(), file.text);
  changes.fire(uri);
  const line = declarationLine(file.text, item.service.name, item.kind === "method" ? item.method.name : undefined);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
}
