import type { Heal } from "./anchor.ts";
import { ChaosError } from "./chaos-error.ts";
import { schemaProblem } from "./check-schema.ts";
import { amountArg, anchorArg, faultArg } from "./fault-args.ts";
import { faultAsData, faultFrom } from "./fault-from.ts";
import type { FaultData, FaultType } from "./fault-type.ts";
import type { Json } from "./json.ts";
import type { Step } from "./scenario.ts";
import { anyOf, array, number, object, oneOf, type Schema, string } from "./schema.ts";

/** One line of a schedule as JSON. */
export type StepData = Pick<Step, "at" | "heal"> & { readonly inject: FaultData };

const heal = anyOf(
  oneOf("at end"),
  object({ when: anyOf(anchorArg, array(anchorArg)) }, { orAfter: amountArg }),
  object({ after: object({ capability: string(), trait: string(), factor: number() }) }),
) as Schema<Heal>;

const steps: Schema<readonly StepData[]> = array(object({ at: anchorArg, inject: faultArg }, { heal }));

/** A schedule as JSON: anchors, heals, and faults by their names and arguments. */
export const scheduleAsJson = (schedule: readonly Step[]): Json =>
  schedule.map(({ at, inject, heal: until }) => ({
    at,
    inject: faultAsData(inject),
    ...(until !== undefined && { heal: until }),
  })) as unknown as Json;

/**
 * The schedule that JSON holds, with the faults that its names mean (see `faultFrom`).
 *
 * @throws ChaosError BAD_SCHEDULE, UNKNOWN_FAULT, BAD_FAULT_ARGS
 */
export function scheduleFromJson(json: Json, types: readonly FaultType[] = []): readonly Step[] {
  const problem = schemaProblem(steps, json);
  if (problem) {
    throw new ChaosError("BAD_SCHEDULE", {
      expected: `schedule${problem.path.startsWith("[") ? "" : " "}${problem.path} to be ${problem.expected}`,
      came: problem.came,
      todo: "Write schedules with scheduleAsJson, or correct what is named.",
    });
  }
  return (json as unknown as readonly StepData[]).map(({ inject, ...step }) => ({
    ...step,
    inject: faultFrom(inject, types),
  }));
}
