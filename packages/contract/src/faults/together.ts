import { type Fault, undoAll } from "../fault.ts";
import { faultArg } from "../fault-args.ts";
import { defineFaultType, type FaultData } from "../fault-type.ts";
import { array, type Schema } from "../schema.ts";

/** Several faults at one moment, undone in reverse; the fate is that of the last. When one fails to go in, those before it are undone. */
export const together = defineFaultType({
  name: "together",
  args: array(faultArg) as Schema<readonly FaultData[]>,
  from: (...faults: readonly [Fault, ...Fault[]]) => faults,
  label: (args, faultOf) => args.map((each) => faultOf(each).label).join(" + "),
  uses: [],
  make(args, faultOf) {
    const faults = args.map(faultOf);
    return {
      fate: faults.at(-1)?.fate ?? "release",
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
          for (const fault of faults) done.push(await fault.inject(world as Parameters<Fault["inject"]>[0]));
        } catch (error) {
          await undoAll(done)[Symbol.asyncDispose]();
          throw error;
        }
        return undoAll(done);
      },
    };
  },
});
