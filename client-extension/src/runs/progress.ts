/** Shows that a run goes on: in the status bar at first, and in a message that can end it when it takes longer. */

import * as vscode from "vscode";

/** Milliseconds until a run gets a message: most have ended by then, and a message would only flicker. */
const PATIENCE = 1500;

/** The progress of one run, which is shown in one place at a time: the editor makes a message of a long one by itself. */
export class RunProgress {
  private readonly title: string;
  private readonly timer: NodeJS.Timeout;
  private reporter: vscode.Progress<{ message: string }> | undefined;
  private message: string | undefined;
  private close: () => void;

  /** `cancel` is called when the user asks for it. */
  constructor(
    request: string,
    private readonly cancel: () => void,
  ) {
    this.title = `Running ${request}`;
    this.close = this.show({ location: vscode.ProgressLocation.Window, title: this.title });
    this.timer = setTimeout(() => this.showMessage(), PATIENCE);
  }

  /** Says how far the run has come, such as `12 messages`. */
  report(message: string): void {
    this.message = message;
    this.reporter?.report({ message });
  }

  /** Takes the progress away. */
  end(): void {
    clearTimeout(this.timer);
    this.close();
  }

  private showMessage(): void {
    this.close();
    this.close = this.show({ location: vscode.ProgressLocation.Notification, title: this.title, cancellable: true });
  }

  /** Shows progress; gives what takes it away. */
  private show(options: vscode.ProgressOptions): () => void {
    let close: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (close = resolve));
    void vscode.window.withProgress(options, (reporter, token) => {
      token.onCancellationRequested(this.cancel);
      this.reporter = reporter;
      if (this.message) reporter.report({ message: this.message });
      return closed;
    });
    return close;
  }
}
