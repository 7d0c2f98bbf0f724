import {
  type Capability,
  defineInvariant,
  emptyHistory,
  holds,
  type Invariant,
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

/** Nothing acknowledged is lost, what is required is there, and what is forbidden is not; what that means the capability says. */
export const nothingAcknowledgedIsLost = ({ name, effects }: Pick<Capability, "name" | "effects">): Invariant =>
  defineInvariant({
    name: "nothing acknowledged is lost",
    check(history) {
      if (!effects) return unknown(`the capability ${name} does not say what its operations bring about`);
      const { acknowledged, required, forbidden, present } = effects(history);
      const there = new Set(present);
      const lost = [...acknowledged, ...required].find((effect) => !there.has(effect));
      if (lost !== undefined && history.cutOff.length > 0)
        return unknown(`the deadline cut the run off before anybody could see that "${lost}" is there`);
      if (lost !== undefined) return violated(`"${lost}" was acknowledged or required, and is not there at the end`);
      const wrong = forbidden.find((effect) => there.has(effect));
      if (wrong !== undefined) return violated(`"${wrong}" must never be, and is there`);
      return acknowledged.length + required.length + forbidden.length === 0
        ? unknown("nothing was acknowledged")
        : holds;
    },
    examples: { keeps: example(true), breaks: example(false) },
  });
