import { ChaosError, type Direction, isChaosError, type Toxic, type ToxicOptions } from "@chaos-packs/contract/kind";
import { checkFailure } from "../failures/check-failure.ts";
import type { AttributeSpec } from "./attribute-spec.ts";
import type { LaidToxic } from "./laid-toxic.ts";
import { type LinkToxicKind, toxicsOnWholeLinks } from "./on-whole-links.ts";
import type { ToxicKind } from "./toxic-kind.ts";
import { toxicKinds } from "./toxic-kinds.ts";

/** Attributes by name. */
type Attributes = Readonly<Record<string, unknown>>;

/** Where a toxic is laid; `both` for those that have no direction of their own. */
export type Where = Omit<ToxicOptions, "direction"> & { readonly direction?: Direction };

/** The kind of a toxic on a whole link; undefined for those that act on connections one by one. */
export const kindOnWholeLink = (type: string): LinkToxicKind | undefined =>
  Object.hasOwn(toxicsOnWholeLinks, type) ? toxicsOnWholeLinks[type] : undefined;

/** Throws TOXIC_NOT_POSSIBLE unless this toxic can be laid there. */
export function checkToxic({ type, ...given }: Toxic, where: Where = {}): void {
  const onWholeLink = kindOnWholeLink(type);
  if (!onWholeLink) layable(0, type, given, where);
  else checkOnWholeLink(type, onWholeLink, given, where);
}

/** Throws TOXIC_NOT_POSSIBLE. */
export function checkOnWholeLink(type: string, kind: LinkToxicKind, given: Attributes, where: Where): void {
  refuseStrangers(type, kind.attributes, given);
  if (checkToxicity(where.toxicity ?? 1) !== 1 || where.connection !== undefined) {
    refuseToxic(
      `${type} to strike the whole link`,
      "it was given a toxicity or a connection",
      "Use `rate` of lose_connections or fail_connections, or a timeout of 0 to hold some connections.",
    );
  }
  if (type === "lose_connections" && given["rate"] === undefined) refuseToxic("rate of lose_connections", "nothing");
  try {
    const failure = kind.failure?.(given);
    if (failure) checkFailure(failure);
  } catch (error) {
    if (!isChaosError(error, "FAILURE_NOT_POSSIBLE")) throw error;
    refuseToxic(error.expected, error.came, error.todo);
  }
}

/** A toxic on connections that can be laid. Throws TOXIC_NOT_POSSIBLE. */
export function layable(
  number: number,
  type: Toxic["type"],
  given: Attributes,
  { direction = "down", toxicity = 1, connection }: Where,
): LaidToxic {
  const kind = Object.hasOwn(toxicKinds, type) ? toxicKinds[type] : undefined;
  if (!kind) {
    const known = [...Object.keys(toxicKinds), ...Object.keys(toxicsOnWholeLinks)];
    return refuseToxic(`type to be one of ${known.join(", ")}`, show(type));
  }
  if (!["up", "down", "both"].includes(direction)) refuseToxic("direction to be up or down", show(direction));
  return {
    number,
    type,
    kind,
    direction,
    connection,
    attributes: checkAttributes(type, kind, given),
    toxicity: checkToxicity(toxicity),
  };
}

/** What changes. Throws TOXIC_NOT_POSSIBLE. */
export const checkChange = (
  { type, kind, attributes, toxicity }: LaidToxic,
  changed: Attributes = {},
  changedToxicity: unknown = toxicity,
): Pick<LaidToxic, "attributes" | "toxicity"> => ({
  attributes: checkAttributes(type, kind, { ...attributes, ...changed }),
  toxicity: checkToxicity(changedToxicity),
});

function checkAttributes(type: string, kind: ToxicKind, given: Attributes): LaidToxic["attributes"] {
  const specs: readonly (readonly [string, AttributeSpec])[] = Object.entries(kind.attributes);
  refuseStrangers(
    type,
    specs.map(([name]) => name),
    given,
  );
  const attributes = Object.fromEntries(
    specs.map(([name, spec]) => [name, checkNumber(type, name, spec, given[name])]),
  );
  const reason = kind.refuses?.(attributes);
  if (reason !== undefined) refuseToxic(reason, JSON.stringify(attributes));
  return attributes;
}

function checkNumber(type: string, name: string, spec: AttributeSpec, value: unknown = spec.default): number {
  const { unit, least, most, isWhole = false } = spec;
  if (typeof value === "number" && value >= least && value <= most && (!isWhole || Number.isInteger(value))) {
    return value;
  }
  const what = isWhole ? "a whole number" : "a number";
  return refuseToxic(`${name} of ${type} to be ${what} (${unit}) from ${least} to ${most}`, show(value));
}

function checkToxicity(toxicity: unknown): number {
  if (typeof toxicity === "number" && toxicity >= 0 && toxicity <= 1) return toxicity;
  return refuseToxic("toxicity to be a number from 0 to 1", show(toxicity));
}

function refuseStrangers(type: string, known: readonly string[], given: Attributes): void {
  const stranger = Object.keys(given).find((name) => !known.includes(name));
  if (stranger === undefined) return;
  refuseToxic(`${type} to have ${known.join(", ") || "no attributes"}`, `${JSON.stringify(stranger)} was given`);
}

function refuseToxic(expected: string, came: string, todo = "Mend it; nothing was changed."): never {
  throw new ChaosError("TOXIC_NOT_POSSIBLE", { expected, came, todo });
}

const show = (value: unknown): string =>
  value === undefined ? "it was left out" : `it is ${JSON.stringify(value) ?? String(value)}`;
