/** What the services view shows, as plain data. Knows no editor. */

import type { ListedMethod, ListedService, ListedTarget, Services } from "../contract";

/** One line of the view. `uri` is where a declared service stands, `target` who told of a reflected one. */
export type Item = Group | ServiceItem | MethodItem;

/** The workspace, or one target; `services` is undefined for a target that was never asked. */
export interface Group {
  readonly kind: "workspace" | "target";
  /** The target as it is shown; empty for the workspace. */
  readonly target: string;
  readonly services: readonly ListedService[] | undefined;
}

export interface ServiceItem {
  readonly kind: "service";
  readonly target: string;
  readonly service: ListedService;
}

export interface MethodItem {
  readonly kind: "method";
  readonly target: string;
  readonly service: ListedService;
  readonly method: ListedMethod;
}

/** The top of the tree; nothing when there is neither a service nor a target, so that the view can say what to do. */
export function groups({ services, targets }: Services): Group[] {
  if (services.length === 0 && targets.length === 0) return [];
  const workspace: Group = { kind: "workspace", target: "", services };
  return [workspace, ...targets.map(targetGroup)];
}

function targetGroup({ target, services }: ListedTarget): Group {
  return { kind: "target", target, services: services ?? undefined };
}

/** What stands below an item. */
export function childrenOf(item: Item): Item[] {
  if (item.kind === "method") return [];
  const { target } = item;
  if (item.kind !== "service") return (item.services ?? []).map((service) => ({ kind: "service", target, service }));
  return item.service.methods.map((method) => ({ kind: "method", target, service: item.service, method }));
}

/** A name that no other item of the tree has, and that stays when the list is asked for again. */
export function idOf(item: Item): string {
  const parts = [item.target];
  if (item.kind === "service" || item.kind === "method") parts.push(item.service.name);
  if (item.kind === "method") parts.push(item.method.name);
  return parts.join("\n");
}

/** The name and, behind it in grey, what goes with it. */
export function words(item: Item): { readonly label: string; readonly description: string } {
  if (item.kind === "method") return { label: item.method.name, description: shape(item.method) };
  if (item.kind === "service") {
    const [, scope = "", name = item.service.name] = /^(?:(.*)\.)?([^.]+)$/.exec(item.service.name) ?? [];
    return { label: name, description: scope };
  }
  const label = item.kind === "workspace" ? "Workspace" : item.target;
  return { label, description: item.services ? counted(item.services.length) : "not asked yet" };
}

/** `GetRequest → stream Order`. */
function shape({ kind, request, response }: ListedMethod): string {
  const sends = kind === "client streaming" || kind === "bidirectional streaming" ? "stream " : "";
  const receives = kind === "server streaming" || kind === "bidirectional streaming" ? "stream " : "";
  return `${sends}${request} → ${receives}${response}`;
}

function counted(count: number): string {
  return count === 1 ? "1 service" : `${count} services`;
}

/** The codicon of a kind of call: which way messages stream. */
export function methodIcon({ kind }: ListedMethod): string {
  const icons: Record<ListedMethod["kind"], string> = {
    unary: "symbol-method",
    "server streaming": "arrow-down",
    "client streaming": "arrow-up",
    "bidirectional streaming": "arrow-swap",
  };
  return icons[kind];
}

/** The line (from 0) of a `.proto` text that declares the method, else the service, else the first. */
export function declarationLine(text: string, service: string, method?: string): number {
  const lines = text.split("\n");
  const name = service.slice(service.lastIndexOf(".") + 1);
  const start = Math.max(lines.findIndex((line) => new RegExp(`^\\s*service\\s+${name}\\b`).test(line)), 0);
  if (method === undefined) return start;
  const rpc = new RegExp(`^\\s*rpc\\s+${method}\\b`);
  const found = lines.findIndex((line, index) => index >= start && rpc.test(line));
  return found < 0 ? start : found;
}
