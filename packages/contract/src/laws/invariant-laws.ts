import type { CapabilitySpec } from "../capability.ts";
import { emptyHistory, type History } from "../history.ts";
import { type Invariant, judgeBy } from "../invariant.ts";
import { type Law, must } from "./law.ts";

/**
 * The laws that every invariant keeps: it judges its own two examples rightly and says how the one is broken, says unknown
 * of a history in which nothing happened, reads only moments and traits that it names and its capabilities have, is skipped
 * where one of those traits is not promised, and changes nothing.
 */
export function invariantLaws(invariant: Invariant, capabilities: readonly CapabilitySpec[] = []): readonly Law[] {
  const { name, traits, examples } = invariant;
  const moments = [...invariant.moments, ...(invariant.alsoReads ?? [])];
  const says = (wanted: string, history: History, of: string): void => {
    const verdict = judgeBy(invariant, history);
    must(verdict.status === wanted, `it says ${verdict.status} of ${of}; it must say ${wanted}`);
    if (verdict.status !== "holds") must(verdict.because.trim() !== "", `it says ${wanted} without a reason`);
  };
  return [
    {
      title: `"${name}" holds for the history that keeps it`,
      check: () => says("holds", examples.keeps, "the history that keeps it"),
    },
    {
      title: `"${name}" is violated by the history that breaks it, and says how`,
      check: () => says("violated", examples.breaks, "the history that breaks it"),
    },
    {
      title: `"${name}" is unknown when nothing has happened`,
      check() {
        says(traits.length > 0 ? "skipped" : "unknown", emptyHistory, "a history in which nothing happened");
        says("unknown", promising(capabilities), "a history that has nothing but what the target promises");
      },
    },
    {
      title: `"${name}" reads only what it names, and what is there`,
      check() {
        for (const part of invariant.reads)
          must(
            capabilities.some((each) => part in each.operations || part in each.observations),
            `no capability has the operation or observation "${part}"`,
          );

        for (const moment of moments)
          must(
            capabilities.some((capability) => moment in capability.moments),
            `no capability has the moment "${moment}"`,
          );
        for (const { moment } of [...examples.keeps.moments, ...examples.breaks.moments])
          must(
            moments.includes(moment),
            `its examples have "${moment}", which it does not name, so it is not recorded`,
          );
      },
    },
    {
      title: `"${name}" reads only traits that it names, and that are there`,
      check() {
        const named = [...traits, ...(invariant.optionalTraits ?? [])];
        for (const trait of named)
          must(
            capabilities.some((capability) => trait in capability.traits),
            `no capability has the trait "${trait}"`,
          );
        const read = new Set(Object.values(examples).flatMap((history) => traitsRead(invariant, history)));
        const unnamed = [...read].filter((trait) => !named.includes(trait));
        must(unnamed.length === 0, `it reads ${unnamed.join(", ")}, which it does not name in its traits`);
      },
    },
    {
      title: `"${name}" leaves the history as it was`,
      check() {
        for (const history of Object.values(examples)) {
          const before = JSON.stringify(history);
          invariant.check(history);
          must(JSON.stringify(history) === before, "it changes what it judges");
        }
      },
    },
  ];
}

/** The traits that an invariant reads while it judges a history. */
function traitsRead(invariant: Invariant, history: History): readonly string[] {
  const read: string[] = [];
  const watched = (own: Readonly<Record<string, number>>): Readonly<Record<string, number>> =>
    new Proxy(own, {
      get(target, name) {
        if (typeof name === "string") read.push(name);
        return Reflect.get(target, name);
      },
    });
  invariant.check({
    ...history,
    traits: Object.fromEntries(Object.entries(history.traits).map(([name, own]) => [name, watched(own)])),
  });
  return read;
}

/** Time has passed, and that is all. */
const promising = (capabilities: readonly CapabilitySpec[]): History => ({
  ...emptyHistory,
  endedAt: 10_000,
  traits: Object.fromEntries(
    capabilities.map(({ name, traits }) => [
      name,
      Object.fromEntries(Object.keys(traits).map((trait) => [trait, 1] as const)),
    ]),
  ),
});
