import { type Fault, undoAll } from "../fault.ts";

/** Several faults at one moment, undone in reverse; the fate is that of the last. When one fails to go in, those before it are undone. */
export const together = (...faults: readonly [Fault, ...Fault[]]): Fault => ({
  name: faults.map(({ name }) => name).join(" + "),
  args: faults.map(({ name, args }) => ({ name, args })),
  fate: (faults.at(-1) as Fault).fate,
  uses: [...new Set(faults.flatMap(({ uses }) => uses))],
  strikes: faults.flatMap(({ strikes = [] }) => strikes),
  breaks: faults.flatMap(({ breaks = [] }) => breaks),
  understands: faults.flatMap(({ understands = [] }) => understands),
  amounts: faults.flatMap(({ amounts = [] }) => amounts),
  moments: faults.flatMap(({ moments = [] }) => moments),
  prepare: (world) => Promise.all(faults.map((fault) => fault.prepare?.(world))),
  async inject(world) {
    const done: AsyncDisposable[] = [];
    try {
      for (const fault of faults) done.push(await fault.inject(world));
    } catch (error) {
      await undoAll(done)[Symbol.asyncDispose]();
      throw error;
    }
    return undoAll(done);
  },
});
