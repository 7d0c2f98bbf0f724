import {
  type Anchor,
  type Capability,
  type CapabilityBinding,
  defineFaultType,
  type Edge,
  type History,
  object,
  patternsOf,
  type Run,
  undo,
} from "@chaos-packs/contract";

/** The longest time until work that lost its worker is given out again, ms, by capability; absent: it never is. */
export type Redeliveries = Readonly<Record<string, number>>;

/** Work that has not been given out again by then never is. */
const LONGEST_MS = 90_000;

/** Ends the replica at once and starts it again, so that nothing but the lost work is missing. */
const restartOnce = defineFaultType({
  name: "kill and restart once",
  args: object({}),
  uses: ["replicas"],
  make: () => ({
    fate: "drop",
    async inject({ replicas }) {
      for (const replica of replicas("struck")) {
        await replica.kill();
        await replica.launch();
      }
      return undo();
    },
  }),
});

/** What a target promises about giving work of a capability out again: a time in ms, nothing (so it must be measured), or that there is no such thing. */
export function promisedRedelivery({ capability, traits, moments }: CapabilityBinding): number | "unknown" | "never" {
  const { redelivery } = capability;
  if (!redelivery) return "never";
  const promised = traits[redelivery.trait];
  if (promised !== undefined && promised !== null) return promised;
  return patternsOf(moments[redelivery.moment]).length > 0 ? "unknown" : "never";
}

/** Whether a trait is how long work takes to be given out again, and the target does not promise it, so that it is measured. */
export const isMeasuredTrait = (binding: CapabilityBinding, trait: string): boolean =>
  binding.capability.redelivery?.trait === trait && promisedRedelivery(binding) === "unknown";

/** The bindings with the times that were measured, by capability, in place of what a target does not promise. */
export const withMeasured = (
  bindings: ReadonlyMap<string, CapabilityBinding>,
  times: Redeliveries,
): ReadonlyMap<string, CapabilityBinding> =>
  new Map(
    [...bindings].map(([name, binding]) => {
      const trait = binding.capability.redelivery?.trait;
      const known = trait !== undefined && times[name] !== undefined;
      return [name, known ? { ...binding, traits: { ...binding.traits, [trait]: times[name] } } : binding];
    }),
  );

/** A run of a workload that kills the first worker which has work, and waits until the work is done. */
export function measuringRun({ workload }: Run, { capability, moments }: CapabilityBinding): Run | undefined {
  const moment = capability.redelivery?.moment;
  if (moment === undefined) return undefined;
  const edges = patternsOf(moments[moment]).flatMap(({ edges }) => edges);
  const edge: Edge = edges.includes("before") ? "before" : "after";
  const at: Anchor = { capability: capability.name, moment, scope: {}, occurrence: 1, edge };
  return {
    id: "how-long-until-work-is-given-out-again",
    promise: "work that lost its worker is given out again",
    // Nobody looks: a look may plant what a scenario needs, and until then it is not known for how long to wait for the last.
    workload: { ...workload, probe: async () => {}, settle: async () => {} },
    schedule: [{ at, inject: restartOnce(), heal: { when: at } }],
    invariants: [],
    deadlineFactor: 1,
    deadlineMs: LONGEST_MS,
    quick: false,
  };
}

/**
 * How long it took from the last that was seen of the work which the fault hit until it was begun again, ms; undefined: it
 * never was. Not from the end of the fault: a worker that takes long to start would make it shorter.
 */
export function redeliveryIn({ faults, moments }: History, { redelivery, name }: Capability): number | undefined {
  const fault = faults.find(({ phase }) => phase === "injected");
  if (!fault || !redelivery) return undefined;
  const own = moments.filter((each) => each.capability === name && each.moment === redelivery.moment);
  const hit = own.findLast(({ at }) => at <= (fault.begunAt ?? fault.at));
  const again = own.find(
    ({ at, scope }) => at > fault.at && JSON.stringify(scope) === JSON.stringify(hit?.scope ?? scope),
  );
  return again && again.at - (hit ?? fault).at;
}
