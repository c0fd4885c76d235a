/** More than this and reading everything again is as good. */
const MOST = 4096;

/**
 * Which of many numbered things were written to since someone last asked, so that a view of a long conversation costs
 * what changed and not what is there. Things are named again and again while they stream, which costs a comparison.
 */
export class ChangeList {
  private numbers: number[] = [];
  private last = -1;
  private isFull = false;

  add(number: number): void {
    if (number === this.last) return;
    this.last = number;
    if (this.numbers.length < MOST) this.numbers.push(number);
    else this.isFull = true;
  }

  /** The numbers since the last call, some perhaps more than once; undefined when there were too many to keep. */
  take(): readonly number[] | undefined {
    const taken = this.isFull ? undefined : this.numbers;
    this.numbers = [];
    this.last = -1;
    this.isFull = false;
    return taken;
  }
}
