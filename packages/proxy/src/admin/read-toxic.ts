import { isChaosError, type Toxic } from "@chaos-packs/contract/kind";
import { checkToxic } from "../toxics/check-toxic.ts";
import { JsonFields, nameOfJson } from "./json-fields.ts";
import { below, type Problem, type Reading, readingOf } from "./problem.ts";
import { type Stream, type ToxicSpec, whereOf } from "./proxy-spec.ts";
import { actsBothWays, attributesOf, isToxicType, toxicTypes } from "./toxic-attributes.ts";

const known = ["name", "type", "stream", "toxicity", "attributes", "connection"];
const isShare = (value: number): boolean => value >= 0 && value <= 1;

/** Reads a toxic as `POST /proxies/{proxy}/toxics` takes it. */
export function readNewToxic(value: unknown): Reading<ToxicSpec> {
  const problems: Problem[] = [];
  const toxic = readToxic(value, "", problems);
  return readingOf(toxic, problems);
}

/** Reads a toxic that stands at a path of a larger document; problems go to the list, and then there is no toxic. */
export function readToxic(value: unknown, path: string, problems: Problem[]): ToxicSpec | undefined {
  const before = problems.length;
  const fields = new JsonFields(value, path, known, problems);
  const named = fields.string("type") ?? "";
  // Toxiproxy looks at the stream first, so of two mistakes it names that one.
  const stream = readStream(fields, isToxicType(named) ? named : undefined);
  const type = readType(fields, named);
  const toxicity = fields.number("toxicity", "a number from 0 to 1", isShare) ?? 1;
  const connection = fields.number("connection", "the id of a connection", (id) => Number.isSafeInteger(id) && id > 0);
  const name = fields.string("name") || `${type}_${stream}`;
  const toxic = type && readAttributes(type, fields.get("attributes") ?? {}, attributesOf(type), path, problems);
  if (!toxic || problems.length > before) return undefined;
  const spec = { name, toxic, stream, toxicity, ...(connection === undefined ? {} : { connection }) };
  return check(spec, path, problems);
}

/** Reads a change of a toxic, which may name what it is as long as that stays the same. */
export function readToxicChange(value: unknown, old: ToxicSpec): Reading<ToxicSpec> {
  const problems: Problem[] = [];
  const fields = new JsonFields(value, "", known, problems);
  const { type, ...attributes } = old.toxic;
  for (const [name, was] of [
    ["name", old.name],
    ["type", type],
    ["stream", old.stream],
    ["connection", old.connection],
  ] as const) {
    const wanted = fields.get(name);
    const isSame = name === "stream" ? String(wanted).toLowerCase() === was : wanted === was;
    if (wanted === undefined || isSame) continue;
    fields.refuse(
      name,
      `${name} to stay ${JSON.stringify(was) ?? "unset"}, remove the toxic and add another`,
      nameOfJson(wanted),
    );
  }
  const toxicity = fields.number("toxicity", "a number from 0 to 1", isShare) ?? old.toxicity;
  const toxic = readAttributes(type, fields.get("attributes") ?? {}, attributes, "", problems);
  if (toxic && problems.length === 0) check({ ...old, toxic, toxicity }, "", problems);
  return readingOf(toxic && { ...old, toxic, toxicity }, problems);
}

function readType(fields: JsonFields, type: string): Toxic["type"] | undefined {
  if (isToxicType(type)) return type;
  fields.refuse("type", `one of ${toxicTypes.join(", ")}`, nameOfJson(fields.get("type")), "TOXIC_TYPE_NOT_KNOWN");
  return undefined;
}

function readStream(fields: JsonFields, type: Toxic["type"] | undefined): Stream {
  const isBoth = type !== undefined && actsBothWays(type);
  const stream = fields.string("stream")?.toLowerCase() ?? (isBoth ? "both" : "downstream");
  if (stream === "upstream" || stream === "downstream" || (stream === "both" && isBoth)) return stream;
  const expected = `upstream or downstream${isBoth ? ", or both" : ""}`;
  fields.refuse("stream", expected, nameOfJson(fields.get("stream")), "STREAM_NOT_KNOWN");
  return "downstream";
}

/** Puts what was given over what stands in for it. */
function readAttributes(
  type: Toxic["type"],
  given: unknown,
  standIns: Readonly<Record<string, unknown>>,
  path: string,
  problems: Problem[],
): Toxic | undefined {
  const before = problems.length;
  const at = below(path, "attributes");
  const names = Object.keys(attributesOf(type));
  const fields = new JsonFields(given, at, names, problems);
  if (problems.length > before) return undefined;
  const attributes = Object.fromEntries(
    names.map((name) => [name, fields.get(name) ?? standIns[name]]).filter(([, value]) => value !== undefined),
  );
  for (const name of names) {
    const isText = typeof attributesOf(type)[name] === "string" || name === "how" || name === "at";
    if (isText) fields.string(name);
    else fields.number(name, "a number, 0 or more", (value) => value >= 0);
  }
  return problems.length > before ? undefined : ({ type, ...attributes } as Toxic);
}

/** Asks the proxy itself whether it could be laid. */
function check(spec: ToxicSpec, path: string, problems: Problem[]): ToxicSpec | undefined {
  try {
    checkToxic(spec.toxic, whereOf(spec));
    return spec;
  } catch (error) {
    if (!isChaosError(error, "TOXIC_NOT_POSSIBLE")) throw error;
    const attribute = Object.keys(spec.toxic).find((name) => error.expected.startsWith(`${name} `));
    problems.push({
      path: attribute === undefined ? path : below(below(path, "attributes"), attribute),
      code: "TOXIC_NOT_POSSIBLE",
      expected: error.expected,
      came: error.came,
    });
    return undefined;
  }
}
