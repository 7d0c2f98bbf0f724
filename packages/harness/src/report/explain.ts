import { describeAmount, momentsOfHeal, needsOf, type Pack, runsOf } from "@chaos-packs/contract";
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
      const { capability, parts, moments, servers } = needsOf(run);
      return [
        `  ${titleOf(run)}`,
        `    workload    ${run.workload.name}`,
        ...run.schedule.map(
          ({ at, inject, heal = "at end" }) =>
            `    fault       ${inject.name} ${describeAnchor(at)}; ${describeHeal(heal)}`,
        ),
        ...run.invariants.map((invariant) => `    judged by   ${invariant.name}`),
        `    needs       ${capability}: ${[...parts, ...moments.map((moment) => `"${moment}"`)].join(", ")}`,
        ...[...new Set(servers.map(describeServer))],
      ].join("\n");
    });
    return [`${name}/${own}`, `  ${scenario.promise}`, ...runs].join("\n");
  }
  return undefined;
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
