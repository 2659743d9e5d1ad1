/** What the server and this client say to each other beyond the Language Server Protocol. */

/** Server command: run one request; answers when the call has ended. */
export const RUN_REQUEST = "protowright.runRequest";

/** Server command: cancel one run, or all runs of a file. */
export const CANCEL_REQUEST = "protowright.cancelRequest";

/** Server notification about a run, see {@link RunEvent}. */
export const RUN_NOTIFICATION = "protowright/run";

/** Where a run stands. `notSent`: the call was never made, for instance because a variable is unknown. */
export type RunState = "started" | "running" | "finished" | "notSent" | "cancelled";

/** One notification about a run. */
export interface RunEvent {
  /** The request file. */
  readonly uri: string;
  /** The request's name, unique in its file. */
  readonly request: string;
  readonly state: RunState;
  /** Name of the gRPC status, such as `NOT_FOUND`, once the call has ended. */
  readonly status?: string | null;
  /** One sentence for the user. */
  readonly summary?: string | null;
  /** Seconds. */
  readonly duration?: number | null;
  /** The response document, once it exists on disk. */
  readonly responseUri?: string | null;
}

/** What a client says in `capabilities.experimental` when it opens response documents itself. */
export const EXPERIMENTAL_CAPABILITIES = { protowright: { opensResponses: true } } as const;
