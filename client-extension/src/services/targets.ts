/** The targets that the user added to the services view, kept for the workspace. */

import type * as vscode from "vscode";

/** Where they are kept in the workspace's state. */
const KEPT = "targets";

export class Targets {
  constructor(private readonly memory: vscode.Memento) {}

  /** As they are shown, such as `grpc://localhost:50051`, in the order they were added. */
  get added(): readonly string[] {
    return this.memory.get<string[]>(KEPT, []);
  }

  async add(target: string): Promise<void> {
    await this.memory.update(KEPT, [...this.added.filter((other) => other !== target), target]);
  }

  async remove(target: string): Promise<void> {
    await this.memory.update(KEPT, this.added.filter((other) => other !== target));
  }
}
