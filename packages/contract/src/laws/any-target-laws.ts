import { amountIn, type TraitAmount, type Traits } from "../amount.ts";
import type { Fault } from "../fault.ts";
import { faultFrom } from "../fault-from.ts";
import { argsSeen } from "../faults-seen.ts";
import type { Json } from "../json.ts";
import type { Pack } from "../pack.ts";
import { type Run, runsOf } from "../scenario.ts";
import { type Law, must } from "./law.ts";

/** What the schedules of a pack are to have in common. */
export interface AnyTarget {
  /** The kinds of dependency whose protocols its faults speak; where a target has another kind they are skipped. Default: none. */
  readonly understands?: readonly string[];
  /** Ids of scenarios about coming back: connections end with a FIN in one of their variants, and with a RST in another. Default: none. */
  readonly endsBothWays?: readonly string[];
}

/** Every trait of a target that promises little, and of others that promise more; in the unit of each. */
const NUMBERS = [1, 1_000, 600_000];

/**
 * Laws of a pack that is written for targets nobody has seen: its schedules can be drawn from the numbers of any of them, a stop
 * has the grace that a target promises, and faults that speak a protocol say which.
 */
export function anyTargetLaws(pack: Pack, { understands = [], endsBothWays = [] }: AnyTarget = {}): readonly Law[] {
  const runs = Object.entries(pack.scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
  return [
    ...runs.map((run) => ({
      title: `${nameOf(run)} is drawn from the numbers of any target`,
      check: () => {
        for (const number of NUMBERS) draw(run, pack, number);
      },
    })),
    ...runs
      .filter(({ schedule }) => schedule.some(({ inject }) => stopsOf(inject).length > 0))
      .map((run) => ({
        title: `${nameOf(run)} stops within the grace that its target promises`,
        check() {
          for (const { killAfterMs = null } of run.schedule.flatMap(({ inject }) => stopsOf(inject)))
            must(isAmount(killAfterMs), `it is killed after ${killAfterMs} ms: use twiceTheGrace(capability)`);
        },
      })),
    {
      title: `the faults of ${pack.name} speak ${understands.join(", ") || "no protocol"}, and say so`,
      check() {
        const kinds = runs.flatMap(({ schedule }) =>
          schedule.flatMap(({ inject }) => (inject.understands ?? []).map(({ kind }) => kind)),
        );
        const stranger = kinds.find((kind) => !understands.includes(kind));
        must(stranger === undefined, `a fault understands ${stranger}`);
        const missing = understands.find((kind) => !kinds.includes(kind));
        must(missing === undefined, `no fault understands ${missing}`);
      },
    },
    ...endsBothWays.map((id) => ({
      title: `${id} ends connections with a FIN in one variant, and with a RST in another`,
      check() {
        const labels = runs
          .filter((run) => run.id === id)
          .flatMap(({ schedule }) => schedule.map(({ inject }) => inject.label));
        must(
          labels.some((label) => /\bfin\b|close connection/.test(label)),
          `no variant ends with a FIN: ${labels.join(", ")}`,
        );
        must(
          labels.some((label) => /\brst\b|reset connection/.test(label)),
          `no variant ends with a RST: ${labels.join(", ")}`,
        );
      },
    })),
  ];
}

const nameOf = ({ id, variant }: Run): string => (variant === undefined ? id : `${id} (${variant})`);

const stopsOf = (fault: Fault): readonly Readonly<Record<string, Json>>[] =>
  argsSeen(fault).filter((args) => "stops" in args);

const isAmount = (value: Json): value is TraitAmount & { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && "capability" in value && "trait" in value;

/** Makes everything of a run that depends on a target which promises this number for every trait. */
function draw({ schedule }: Run, pack: Pack, number: number): void {
  const traits: Traits = Object.fromEntries(
    pack.capabilities.map((each) => [
      each.name,
      Object.fromEntries(Object.keys(each.traits).map((trait) => [trait, number])),
    ]),
  );
  for (const { at, inject } of schedule) {
    const occurrence = amountIn(traits, at.occurrence);
    must(
      occurrence !== undefined && Number.isInteger(occurrence) && occurrence >= 1,
      `"${at.moment}" is to occur ${occurrence} times where a target promises ${number}`,
    );
    faultFrom({ name: inject.name, args: resolved(inject.args, traits) }, pack.faults);
  }
}

/** The arguments of a fault with the numbers of a target in place of amounts. */
function resolved(value: Json, traits: Traits): Json {
  if (isAmount(value)) {
    const found = amountIn(traits, value);
    must(found !== undefined && Number.isFinite(found) && found >= 0, `"${value.trait}" comes to ${found}`);
    return found ?? value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each: Json) => resolved(each, traits));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolved(each, traits)]));
}
