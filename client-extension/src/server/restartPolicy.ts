/** Says whether a server that ended by itself is worth another start. */

/** Allows `limit` restarts within any `period` seconds. */
export class RestartPolicy {
  private restarts: number[] = [];

  /** `now` gives seconds and never goes back. */
  constructor(
    private readonly limit = 4,
    private readonly period = 180,
    private readonly now: () => number = () => performance.now() / 1000,
  ) {}

  /** Counts a restart; false when there were too many. */
  allow(): boolean {
    const time = this.now();
    this.restarts = this.restarts.filter((earlier) => time - earlier < this.period);
    if (this.restarts.length >= this.limit) return false;
    this.restarts.push(time);
    return true;
  }

  /** Forgets the past: the user asked for a start. */
  reset(): void {
    this.restarts = [];
  }
}
