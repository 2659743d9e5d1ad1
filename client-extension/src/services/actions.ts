/** What can be done with the items of the services view. */

import * as vscode from "vscode";

import { ask, askFor, type ClientSource } from "../commands/target";
import { NEW_REQUEST, REFLECT, type ReflectedTarget } from "../contract";
import { SERVICES_VIEW } from "../names";
import { announceNoServer } from "../server/notices";
import type { Item, MethodItem, ServiceItem } from "./model";
import { showReflected } from "./reflectedFiles";
import type { Targets } from "./targets";
import type { ServicesView } from "./view";

const UNKNOWN = "The services could not be listed";

export class ServiceActions {
  constructor(
    private readonly source: ClientSource,
    private readonly view: ServicesView,
    private readonly targets: Targets,
  ) {}

  /** Writes a request for a method, and has it shown. */
  async newRequest(argument: unknown): Promise<void> {
    const client = this.source();
    if (!client) return announceNoServer();
    if (!isItem(argument) || argument.kind !== "method") return;
    const method = `${argument.service.name}/${argument.method.name}`;
    const place = argument.service.uri ? { uri: argument.service.uri } : { target: argument.target };
    await ask(client, NEW_REQUEST, { ...place, method });
    this.view.changed();
  }

  /** Shows where a service or a method is declared; a reflected one in a text made of what the server told. */
  async goToDefinition(argument: unknown): Promise<void> {
    if (!isItem(argument) || (argument.kind !== "method" && argument.kind !== "service")) return;
    if (argument.service.uri) await showDeclared(argument);
    else await showReflected(this.source, argument);
  }

  /** Asks the user for a target, and the target for its services. */
  async add(): Promise<void> {
    const target = await vscode.window.showInputBox({
      title: "Add a Server",
      prompt: "The server is asked for its services by reflection.",
      placeHolder: "localhost:50051",
      ignoreFocusOut: true,
    });
    if (target?.trim()) await this.ask(target.trim(), true);
  }

  /** Asks a target of the view for its services again. */
  async reflect(argument: unknown): Promise<void> {
    if (isItem(argument) && argument.kind === "target") await this.ask(argument.target, false);
  }

  /** Takes a target that was added out of the view. */
  async remove(argument: unknown): Promise<void> {
    if (!isItem(argument)) return;
    await this.targets.remove(argument.target);
    this.view.refresh();
  }

  private async ask(target: string, isNew: boolean): Promise<void> {
    const client = this.source();
    if (!client) return announceNoServer();
    const progress = { location: { viewId: SERVICES_VIEW }, title: `Asking ${target} for its services` };
    const answer = await vscode.window.withProgress(progress, () =>
      askFor<ReflectedTarget>(client, REFLECT, { target }, UNKNOWN),
    );
    if (!answer) return;
    if (isNew) await this.targets.add(answer.target);
    await this.view.reveal(answer.target);
  }
}

async function showDeclared({ service, ...item }: ServiceItem | MethodItem): Promise<void> {
  const { line, character } = ("method" in item ? item.method.position : service.position) ?? { line: 0, character: 0 };
  const place = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(service.uri ?? "", true), { selection: new vscode.Range(place, place) });
}

/** Commands of the view have an item as argument; from the palette they have none. */
function isItem(argument: unknown): argument is Item {
  return typeof argument === "object" && argument !== null && "kind" in argument && "target" in argument;
}
