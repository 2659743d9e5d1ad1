/** Keeps account of runs from the server's notifications, and says what to do about each one. Knows no editor. */

import type { RunEvent } from "../contract";

/** What is to be done after an event. */
export type RunAction =
  | { readonly kind: "begin"; readonly key: string; readonly request: string }
  | { readonly kind: "end"; readonly key: string }
  | { readonly kind: "open"; readonly requestUri: string; readonly responseUri: string }
  | { readonly kind: "warn"; readonly message: string }
  | { readonly kind: "note"; readonly message: string };

interface Run {
  readonly uri: string;
  opened: boolean;
}

/** The runs that go on. */
export class RunTracker {
  private readonly runs = new Map<string, Run>();

  /** Takes one notification; the actions are in the order in which they are to be done. */
  apply(event: RunEvent): RunAction[] {
    const key = keyOf(event);
    const actions: RunAction[] = event.state === "started" ? this.end(key) : [];
    const ongoing = event.state === "started" || event.state === "running";
    if (ongoing && !this.runs.has(key)) actions.push(...this.begin(key, event));
    actions.push(...this.open(key, event));
    if (!ongoing) actions.push(...this.end(key), ...outcome(event));
    return actions;
  }

  /** Ends all runs: the server is gone. */
  clear(): RunAction[] {
    return [...this.runs.keys()].flatMap((key) => this.end(key));
  }

  /** How many runs of a file go on. */
  count(uri: string): number {
    return [...this.runs.values()].filter((run) => run.uri === uri).length;
  }

  private begin(key: string, event: RunEvent): RunAction[] {
    this.runs.set(key, { uri: event.uri, opened: false });
    return [{ kind: "begin", key, request: event.request }];
  }

  private end(key: string): RunAction[] {
    return this.runs.delete(key) ? [{ kind: "end", key }] : [];
  }

  private open(key: string, event: RunEvent): RunAction[] {
    const run = this.runs.get(key);
    if (!event.responseUri || run?.opened) return [];
    if (run) run.opened = true;
    return [{ kind: "open", requestUri: event.uri, responseUri: event.responseUri }];
  }
}

function keyOf(event: RunEvent): string {
  return `${event.uri}#${event.request}`;
}

function outcome(event: RunEvent): RunAction[] {
  if (event.state === "notSent") {
    return [{ kind: "warn", message: `${event.request} was not sent: ${event.summary ?? "the log says why"}` }];
  }
  const message = event.state === "cancelled" ? "cancelled" : (event.summary ?? event.status);
  return message ? [{ kind: "note", message: `${event.request}: ${message}` }] : [];
}
