import {
  describeAmount,
  type Invariant,
  momentsOfHeal,
  type Needs,
  needsOf,
  type Pack,
  partsAsked,
  runsOf,
  type Workload,
} from "@chaos-packs/contract";
import { titleOf } from "../plan.ts";
import { describeAnchor } from "../run/describe-anchor.ts";

/** One line a scenario, for `--list`. */
export const listScenarios = (packs: readonly Pack[]): string =>
  packs
    .flatMap(({ name, scenarios }) =>
      Object.entries(scenarios).map(([id, { promise }]) => `${`${name}/${id}`.padEnd(52)} ${promise}`),
    )
    .join("\n");

/** What a scenario does and needs, for `--explain`. */
export function explainScenario(packs: readonly Pack[], id: string): string | undefined {
  for (const { name, scenarios } of packs) {
    const [own] = id.includes("/") ? (id.startsWith(`${name}/`) ? [id.slice(name.length + 1)] : []) : [id];
    const scenario = own !== undefined && Object.hasOwn(scenarios, own) ? scenarios[own] : undefined;
    if (!scenario || own === undefined) continue;
    const runs = runsOf(own, scenario).map((run) => {
      const needs = needsOf(run);
      return [
        `  ${titleOf(run)}`,
        `    workload    ${run.workload.name}`,
        ...run.schedule.map(
          ({ at, inject, heal = "at end" }) =>
            `    fault       ${inject.label} ${describeAnchor(at)}; ${describeHeal(heal)}`,
        ),
        ...run.invariants.map((invariant) => `    judged by   ${invariant.name}${describeReads(invariant)}`),
        ...describeNeeds(needs),
        ...describeMayUse(run.workload),
        ...[...new Set(needs.servers.map(describeServer))],
      ].join("\n");
    });
    return [`${name}/${own}`, `  ${scenario.promise}`, ...runs].join("\n");
  }
  return undefined;
}

/** A line for each capability: `jobs: submit, status, leaseMs, "work starts"`. */
function describeNeeds({ capabilities, parts, eitherParts, traits, moments, eitherMoments }: Needs): readonly string[] {
  return capabilities.flatMap((name) => {
    const isOwn = ({ capability }: { readonly capability: string }): boolean => capability === name;
    const named = [
      ...parts.filter(isOwn).map(({ part }) => part),
      ...eitherParts.flatMap((group) => {
        const own = group.filter(isOwn).map(({ part }) => part);
        return own.length > 0 ? [own.join(" or ")] : [];
      }),
      ...new Set(traits.filter(isOwn).map(({ trait }) => trait)),
      ...moments.filter(isOwn).map(({ moment }) => `"${moment}"`),
      ...eitherMoments.flatMap((group) => {
        const own = group.filter(isOwn).map(({ moment }) => `"${moment}"`);
        return own.length > 0 ? [own.join(" or ")] : [];
      }),
    ];
    return named.length > 0 ? [`    needs       ${name}: ${named.join(", ")}`] : [];
  });
}

const describeMayUse = (workload: Workload): readonly string[] =>
  partsAsked(workload).flatMap(({ capability, mayUse }) =>
    mayUse.length > 0 ? [`    may use     ${capability.name}: ${mayUse.join(", ")}`] : [],
  );

function describeReads({ reads, moments, details, traits }: Invariant): string {
  const named = [
    ...reads,
    ...traits,
    ...moments.map((moment) => `"${moment}"`),
    ...details.map((moment) => `the detail of "${moment}"`),
  ];
  return named.length > 0 ? `, where there is ${named.join(", ")}` : "";
}

const describeServer = (link: ReturnType<typeof needsOf>["servers"][number]): string =>
  `    server      one of its own: ${"dependency" in link ? link.dependency : `that on whose wire "${link.carrying.moment}" is seen`}`;

function describeHeal(heal: NonNullable<Parameters<typeof runsOf>[1]["schedule"][number]["heal"]>): string {
  if (heal === "at end") return "heals at the end";
  if ("when" in heal) {
    const latest = heal.orAfter ? `, or ${describeAmount(heal.orAfter)} ms later at the latest` : "";
    return `heals ${momentsOfHeal(heal).map(describeAnchor).join(" or ")}${latest}`;
  }
  return `heals after ${heal.after.factor} × ${heal.after.trait}`;
}
