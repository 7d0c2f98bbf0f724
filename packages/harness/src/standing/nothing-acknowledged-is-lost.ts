import {
  type Capability,
  defineInvariant,
  emptyHistory,
  holds,
  type Invariant,
  notPromised,
  unknown,
  violated,
} from "@chaos-packs/contract";

const example = (present: boolean) => ({
  ...emptyHistory,
  operations: [
    {
      client: "run",
      name: "submit",
      input: {},
      calledAt: 0,
      returnedAt: 1,
      result: { status: "ok" as const, output: "a" },
    },
    ...(present
      ? [
          {
            client: "settle",
            name: "status",
            input: "a",
            calledAt: 2,
            returnedAt: 3,
            result: { status: "ok" as const, output: {} },
          },
        ]
      : []),
  ],
});

/** Nothing acknowledged is lost, what is required is there, and what is forbidden is not; what that means the capabilities say. */
export const nothingAcknowledgedIsLost = (capabilities: readonly Pick<Capability, "name" | "effects">[]): Invariant =>
  defineInvariant({
    name: "nothing acknowledged is lost",
    check(history) {
      const all = capabilities.flatMap(({ effects }) => effects?.(history) ?? []);
      if (all.length === 0) return notPromised("anything that effects are seen by");
      const of = (kind: "acknowledged" | "required" | "forbidden" | "present"): readonly string[] =>
        all.flatMap((each) => each[kind]);
      const there = new Set(of("present"));
      const expected = [...of("acknowledged"), ...of("required")];
      const lost = expected.find((effect) => !there.has(effect));
      if (lost !== undefined && history.cutOff.length > 0)
        return unknown(`the deadline cut the run off before anybody could see that "${lost}" is there`);
      if (lost !== undefined) return violated(`"${lost}" was acknowledged or required, and is not there at the end`);
      const wrong = of("forbidden").find((effect) => there.has(effect));
      if (wrong !== undefined) return violated(`"${wrong}" must never be, and is there`);
      return expected.length + of("forbidden").length === 0 ? unknown("nothing was acknowledged") : holds;
    },
    examples: { keeps: example(true), breaks: example(false) },
  });
