/** Keeps account of runs from the server's notifications, and says what to do about each one. Knows no editor. */

import type { RunEvent } from "../contract";

/** What is to be done after an event. */
export type RunAction =
  | { readonly kind: "begin"; readonly key: string; readonly uri: string; readonly request: string }
  | { readonly kind: "progress"; readonly key: string; readonly message: string }
  | { readonly kind: "end"; readonly key: string }
  | { readonly kind: "open"; readonly requestUri: string; readonly responseUri: string }
  | { readonly kind: "warn"; readonly message: string }
  | RunNote;

/** How a run ended, in a word. */
export type Verdict = "passed" | "failed" | "cancelled";

/** How a run ended, in a line. */
export interface RunNote {
  readonly kind: "note";
  readonly uri: string;
  readonly request: string;
  readonly message: string;
  readonly verdict: Verdict;
}

interface Run {
  readonly uri: string;
  opened: boolean;
}

/** The runs that go on, and why the last runs of requests were not sent. */
export class RunTracker {
  private readonly runs = new Map<string, Run>();
  private readonly refusals = new Map<string, string>();
  private readonly together = new Set<string>();

  /** Takes one notification; the actions are in the order in which they are to be done. */
  apply(event: RunEvent): RunAction[] {
    const actions = this.actions(event);
    // Whoever runs a whole file wants one outcome, not a document and a message for each request.
    if (this.together.has(event.uri)) return actions.filter(({ kind }) => ["begin", "progress", "end"].includes(kind));
    return actions;
  }

  /** Ends all runs: the server is gone. */
  clear(): RunAction[] {
    this.refusals.clear();
    return [...this.runs.keys()].flatMap((key) => this.end(key));
  }

  /** How many runs of a file go on. */
  count(uri: string): number {
    return [...this.runs.values()].filter((run) => run.uri === uri).length;
  }

  /** The sentence on the last run of a request when that was not sent, else undefined. */
  refusal(uri: string, request: string): string | undefined {
    return this.refusals.get(keyOf({ uri, request }));
  }

  /** Says whether the requests of a file run together, so that only their progress is shown. */
  setTogether(uri: string, isTogether: boolean): void {
    if (isTogether) this.together.add(uri);
    else this.together.delete(uri);
  }

  private actions(event: RunEvent): RunAction[] {
    const key = keyOf(event);
    const actions: RunAction[] = event.state === "started" ? this.end(key) : [];
    const ongoing = event.state === "started" || event.state === "running";
    if (ongoing && !this.runs.has(key)) actions.push(...this.begin(key, event));
    actions.push(...this.open(key, event));
    if (event.state === "running" && event.summary) actions.push({ kind: "progress", key, message: event.summary });
    if (!ongoing) actions.push(...this.end(key), ...this.outcome(key, event));
    return actions;
  }

  private begin(key: string, { uri, request }: RunEvent): RunAction[] {
    this.runs.set(key, { uri, opened: false });
    return [{ kind: "begin", key, uri, request }];
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

  private outcome(key: string, event: RunEvent): RunAction[] {
    this.refusals.delete(key);
    if (event.state === "notSent") {
      const message = `${event.request} was not sent: ${event.summary ?? "the log says why"}`;
      this.refusals.set(key, message);
      return [{ kind: "warn", message }];
    }
    const said = event.state === "cancelled" ? "cancelled" : (event.summary ?? event.status);
    if (!said) return [];
    const { uri, request } = event;
    return [{ kind: "note", uri, request, message: `${request}: ${said}`, verdict: verdictOf(event) }];
  }
}

function verdictOf(event: RunEvent): Verdict {
  if (event.state === "cancelled") return "cancelled";
  return (event.passed ?? event.status === "OK") ? "passed" : "failed";
}

function keyOf({ uri, request }: { uri: string; request: string }): string {
  return `${uri}#${request}`;
}
