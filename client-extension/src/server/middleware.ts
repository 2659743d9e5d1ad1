/** What the client adds to the server's wishes: responses go beside their requests, runs of a file are one matter. */

import * as vscode from "vscode";
import type { Middleware, ShowDocumentParams, ShowDocumentResult } from "vscode-languageclient/node";

import { RUN_ALL, SHOW_RESPONSE, type RunResult } from "../contract";
import { linked } from "../explanations";
import { RESPONSE_SUFFIX } from "../names";
import { openResponse } from "../runs/responses";
import type { Runs } from "../runs/runs";
import type { ServerStatus } from "./status";

/** The title of the work that the server begins by itself at each start. */
const INDEXING = "Indexing";

/** The argument of a lens's command. */
interface LensArgument {
  readonly uri: string;
  readonly request?: string;
  readonly responseUri?: string;
}

/** The middleware of a client whose runs are shown by `runs`, and whose work of its own is shown by `status`. */
export function middleware(runs: Runs, status: ServerStatus): Middleware {
  return {
    handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(linked)),
    provideDiagnostics: async (document, previous, token, next) => {
      const report = await next(document, previous, token);
      if (report && "items" in report) report.items = report.items.map(linked);
      return report;
    },
    handleWorkDoneProgress: (token, params, next) => {
      status.work(token, params);
      // What can be cancelled is shown in a window of its own, which is too much for what every start does.
      const isIndexing = params.kind === "begin" && params.title === INDEXING;
      next(token, isIndexing ? { ...params, cancellable: false } : params);
    },
    window: {
      showDocument: (params, _token, next) =>
        params.uri.endsWith(RESPONSE_SUFFIX) ? showResponse(params) : Promise.resolve(next(params, _token)),
    },
    executeCommand: (command, args: unknown[], next) => {
      const argument = args[0] as LensArgument | undefined;
      const execute = () => Promise.resolve(next(command, args) as unknown);
      if (command === RUN_ALL && argument) return runs.together(argument.uri, execute as () => Promise<RunResult[]>);
      // The lens of a request that was not sent has no response to show, but there is a reason to tell.
      const isRefused = command === SHOW_RESPONSE && argument?.request !== undefined && !argument.responseUri;
      if (isRefused && runs.repeatRefusal(argument.uri, argument.request)) return undefined;
      return execute();
    },
  };
}

async function showResponse(params: ShowDocumentParams): Promise<ShowDocumentResult> {
  try {
    await openResponse(vscode.Uri.parse(params.uri));
    return { success: true };
  } catch {
    void vscode.window.showInformationMessage("There is no response of this request yet: run it first.");
    return { success: false };
  }
}
