/** What the server does by itself, as it tells of it by `$/progress`. Knows no editor. */

export type ProgressToken = number | string;

/** One step of a work: `percentage` from 0 to 100, `message` what is done now. */
export interface WorkStep {
  readonly kind: "begin" | "report" | "end";
  readonly title?: string;
  readonly message?: string;
  readonly percentage?: number;
}

interface Work {
  readonly title: string;
  readonly message: string;
  readonly percentage: number | undefined;
}

/** The works that have begun and not ended. */
export class Works {
  private readonly going = new Map<ProgressToken, Work>();

  take(token: ProgressToken, step: WorkStep): void {
    const before = this.going.get(token);
    if (step.kind === "end") this.going.delete(token);
    else if (before || step.kind === "begin") this.going.set(token, continued(before, step));
  }

  clear(): void {
    this.going.clear();
  }

  get isBusy(): boolean {
    return this.going.size > 0;
  }

  /** One line about the work that began last, such as `Indexing: 120/8051 (1%)`. */
  get summary(): string | undefined {
    const work = [...this.going.values()].at(-1);
    if (!work) return undefined;
    const percentage = work.percentage === undefined ? "" : ` (${Math.round(work.percentage)}%)`;
    return `${work.title}${work.message ? `: ${work.message}` : ""}${percentage}`;
  }
}

function continued(before: Work | undefined, step: WorkStep): Work {
  return {
    title: step.title ?? before?.title ?? "",
    message: step.message ?? before?.message ?? "",
    percentage: step.percentage ?? before?.percentage,
  };
}
