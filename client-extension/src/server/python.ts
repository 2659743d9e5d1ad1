/** The selected Python environment, from the Python extension if it is there. */

import * as vscode from "vscode";

const PYTHON_EXTENSION = "ms-python.python";

/** The part of the Python extension's interface that is used here. */
interface PythonApi {
  readonly ready?: Promise<void>;
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly id: string; readonly path: string };
    resolveEnvironment(
      environment: { readonly id: string; readonly path: string },
    ): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

/** Asks the Python extension which interpreter is selected, and listens for another choice. */
export class PythonEnvironment implements vscode.Disposable {
  private subscription: vscode.Disposable | undefined;

  /** `onChange` is called when the user selects another environment. */
  constructor(private readonly onChange: () => void) {}

  /** Absolute path of the interpreter, or why there is none (a part of a sentence). Never rejects. */
  async interpreter(): Promise<{ readonly path: string } | { readonly reason: string }> {
    const extension = vscode.extensions.getExtension<PythonApi>(PYTHON_EXTENSION);
    if (!extension) return { reason: "is not known, because the Python extension is not installed" };
    try {
      const api = await extension.activate();
      await api.ready;
      this.subscription ??= api.environments.onDidChangeActiveEnvironmentPath(this.onChange);
      return await selected(api);
    } catch (error) {
      return { reason: `could not be asked for (${error instanceof Error ? error.message : String(error)})` };
    }
  }

  dispose(): void {
    this.subscription?.dispose();
  }
}

async function selected(api: PythonApi): Promise<{ readonly path: string } | { readonly reason: string }> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const active = api.environments.getActiveEnvironmentPath(folder);
  const environment = await api.environments.resolveEnvironment(active);
  const executable = environment?.executable.uri?.fsPath;
  return executable ? { path: executable } : { reason: "is not selected" };
}
