import type { Stall } from "@chaos-packs/contract";
import { type CpuReading, readCpu } from "./cpu-reading.ts";
import { cpuStall } from "./cpu-stall.ts";
import { LagMeter } from "./lag-meter.ts";

/** Reading takes some 2 ms for 80 threads: one percent of a core. */
const EVERY_MS = 200;
/** More than a run of the longest deadline has in a stall each 5 ms. */
const KEPT = 40_000;

/** Measures when the machine did not keep up: how late the harness is, and how long its threads and processes wait for a CPU. */
export class NoiseMeter implements Disposable {
  readonly #stalls: Stall[] = [];
  readonly #watched = new Set<number>();
  readonly #lag: LagMeter;
  readonly #timer: NodeJS.Timeout;
  #last: CpuReading = readCpu([]);

  constructor() {
    this.#lag = new LagMeter((stall) => this.#note(stall));
    this.#timer = setInterval(() => this.#look(), EVERY_MS);
    this.#timer.unref();
  }

  /** Looks at a process as well, until the function that is returned is called. */
  watch(pid: number): () => void {
    this.#watched.add(pid);
    return () => void this.#watched.delete(pid);
  }

  /** What was lost since a monotonic time, in the order in which it was noticed; times stay monotonic. */
  since(from: number): readonly Stall[] {
    this.#look();
    return this.#stalls.filter(({ to }) => to >= from);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#lag[Symbol.dispose]();
  }

  #look(): void {
    const reading = readCpu(this.#watched);
    const stall = cpuStall(this.#last, reading);
    this.#last = reading;
    if (stall) this.#note(stall);
  }

  #note(stall: Stall): void {
    this.#stalls.push(stall);
    if (this.#stalls.length > KEPT) this.#stalls.splice(0, KEPT / 2);
  }
}
