/**
 * Tells whether somebody is there to let held frames pass. Without that an app would wait for ever at a breakpoint of a page that was
 * closed; a page that is being reloaded is back before the time is over.
 */
export class Attendance {
  private timer: NodeJS.Timeout | undefined;
  private present = true;

  /** `onChange` hears of each change; nobody counts as absent before `graceMs` without a page. */
  constructor(
    private readonly graceMs: number,
    private readonly onChange: () => void,
  ) {}

  get isPresent(): boolean {
    return this.present;
  }

  /** Says how many pages listen. */
  count(pages: number): void {
    clearTimeout(this.timer);
    if (pages > 0) return this.change(true);
    this.timer = setTimeout(() => this.change(false), this.graceMs);
    // Waiting for this must not keep the program alive.
    this.timer.unref();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  private change(present: boolean): void {
    if (present === this.present) return;
    this.present = present;
    this.onChange();
  }
}
