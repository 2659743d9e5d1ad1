/** Remembers the last lines of a server's error output. */

import { createInterface } from "node:readline";
import type { Readable } from "node:stream";

/** The last lines of a stream, to be shown when its process ends. */
export class StderrTail {
  private readonly lines: string[] = [];
  private ended: Promise<void> = Promise.resolve();

  /** `limit`: how many lines are kept. */
  constructor(private readonly limit = 8) {}

  /** Reads `stream` to its end and gives each line to `onLine` as well. */
  follow(stream: Readable, onLine: (line: string) => void): void {
    const reader = createInterface({ input: stream, crlfDelay: Infinity, terminal: false });
    reader.on("line", (line) => {
      this.keep(line);
      onLine(line);
    });
    this.ended = new Promise((resolve) => reader.once("close", () => resolve()));
  }

  /** The lines, oldest first, once the stream has ended or `patience` seconds have passed. */
  async last(patience: number): Promise<readonly string[]> {
    let timer: NodeJS.Timeout | undefined;
    const enough = new Promise<void>((resolve) => (timer = setTimeout(resolve, patience * 1000)));
    await Promise.race([this.ended, enough]);
    clearTimeout(timer);
    return [...this.lines];
  }

  private keep(line: string): void {
    if (line.trim() === "") return;
    this.lines.push(line.trimEnd());
    if (this.lines.length > this.limit) this.lines.shift();
  }
}
