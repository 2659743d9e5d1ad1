/** What the server and this client say to each other beyond the Language Server Protocol. */

/** Server command: run one request; answers a {@link RunResult} when the call has ended. */
export const RUN_REQUEST = "protowright.runRequest";

/** Server command: run the requests of a file one after the other; answers a list of {@link RunResult}. */
export const RUN_ALL = "protowright.runAll";

/** Server command: cancel one run, or all runs of a file. */
export const CANCEL_REQUEST = "protowright.cancelRequest";

/** Server command: have the last response of a request shown, by `window/showDocument`. */
export const SHOW_RESPONSE = "protowright.showResponse";

/** Server command: the last responses of a request, as a list of {@link HistoryEntry}, the newest first. */
export const HISTORY = "protowright.history";

/** Server command: write a request for a method of a `.proto` file, and have it shown. */
export const NEW_REQUEST = "protowright.newRequest";

/** Server command: with a `name` (null: none) choose the environment; always answers {@link Environments}. */
export const SELECT_ENVIRONMENT = "protowright.selectEnvironment";

/** Server command: a request as a grpcurl command, a {@link GrpcurlCommand} or a {@link Problem}. */
export const COPY_AS_GRPCURL = "protowright.copyAsGrpcurl";

/** Server command: a grpcurl command as a request, a {@link RequestText} or a {@link Problem}. */
export const FROM_GRPCURL = "protowright.fromGrpcurl";

/** Server command: the schema of a request as `.proto` files, a {@link Definition} or a {@link Problem}. */
export const SERVICE_DEFINITION = "protowright.serviceDefinition";

/** Server command: with `targets` that the user added, answers {@link Services}. */
export const SERVICES = "protowright.services";

/** Server command: ask a target for all its services; a {@link ReflectedTarget} or a {@link Problem}. */
export const REFLECT = "protowright.reflect";

/** Server command: the `.proto` files of a reflected service, a {@link Definition} or a {@link Problem}. */
export const REFLECTED_DEFINITION = "protowright.reflectedDefinition";

/** Server command: what the code of a diagnostic means, a {@link Page} or a {@link Problem}. */
export const EXPLAIN = "protowright.explain";

/** All commands of the server. The language client registers them in the editor, so no command of ours has such a name. */
export const SERVER_COMMANDS = [
  RUN_REQUEST,
  RUN_ALL,
  CANCEL_REQUEST,
  SHOW_RESPONSE,
  HISTORY,
  NEW_REQUEST,
  SELECT_ENVIRONMENT,
  COPY_AS_GRPCURL,
  FROM_GRPCURL,
  SERVICE_DEFINITION,
  SERVICES,
  REFLECT,
  REFLECTED_DEFINITION,
  EXPLAIN,
] as const;

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
  /** Whether the assertions held; without assertions, whether the status is `OK`. */
  readonly passed?: boolean | null;
  /** One sentence for the user; while the call goes on, how many messages have come. */
  readonly summary?: string | null;
  /** Seconds. */
  readonly duration?: number | null;
  /** The response document, once it exists on disk. */
  readonly responseUri?: string | null;
}

/** How a run ended. */
export interface RunResult {
  readonly request: string;
  readonly state: RunState;
  readonly status: string | null;
  readonly passed: boolean;
  readonly summary: string;
  readonly responseUri: string | null;
}

/** One earlier response. */
export interface HistoryEntry {
  /** Its document. */
  readonly uri: string;
  /** When the call ended: UTC, ISO 8601 with milliseconds. */
  readonly time: string;
  /** Name of its gRPC status. */
  readonly status: string;
}

/** The environments that the environment files of a request file declare, and the chosen one. */
export interface Environments {
  readonly selected: string | null;
  readonly names: readonly string[];
}

/** Why a command has no result, as a sentence that begins in lower case and has no full stop. */
export interface Problem {
  readonly problem: string;
}

/** A call as a grpcurl command, which may have several lines. */
export interface GrpcurlCommand {
  readonly command: string;
}

/** The text of a request without a separator; it ends with a line break. */
export interface RequestText {
  readonly request: string;
}

/** A `.proto` file: its name as imports spell it, and its text. */
export interface DefinitionFile {
  readonly name: string;
  readonly text: string;
}

/** A schema; the file that declares the service comes first. */
export interface Definition {
  readonly files: readonly DefinitionFile[];
}

/** Command of this client: a lens that counts has it, with a URI, a {@link Place} and {@link PlainLocation}s. */
export const SHOW_REFERENCES = "protowright.showReferences";

/** A place in a text, as the server sends it: both count from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** One method. `request` and `response` are the names of its messages, `position` is where a declared one is named. */
export interface ListedMethod {
  readonly name: string;
  readonly kind: "unary" | "server streaming" | "client streaming" | "bidirectional streaming";
  readonly request: string;
  readonly response: string;
  readonly position?: Place;
}

/** One service by its full name; `uri` and `position` tell where a declared one stands. */
export interface ListedService {
  readonly name: string;
  readonly methods: readonly ListedMethod[];
  readonly uri?: string;
  readonly position?: Place;
}

/** A server that requests call or that was added, as it is shown; its `services` are null until it was asked. */
export interface ListedTarget {
  readonly target: string;
  readonly services: readonly ListedService[] | null;
}

/** All services that are known. */
export interface Services {
  readonly services: readonly ListedService[];
  readonly targets: readonly ListedTarget[];
}

/** A target that has told its services, as it is shown. */
export interface ReflectedTarget {
  readonly target: string;
}

/** A page of the documentation. */
export interface Page {
  readonly markdown: string;
}

/** A part of a document, as the server sends it. */
export interface PlainLocation {
  readonly uri: string;
  readonly range: { readonly start: Place; readonly end: Place };
}

/** What a client says in `capabilities.experimental` when it opens response documents, and shows references, itself. */
export const EXPERIMENTAL_CAPABILITIES = { protowright: { opensResponses: true, showsReferences: true } } as const;
