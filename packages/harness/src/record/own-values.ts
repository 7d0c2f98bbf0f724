import type { Json } from "@chaos-packs/contract";

/** What a journey has told: what was sent, and what was answered step by step. */
export interface Told {
  readonly path: string;
  readonly body?: unknown;
  readonly answers: readonly Json[];
}

/** A value by which messages may be known to be about a journey. */
export interface OwnValue {
  /** The key that it has in a scope. */
  readonly name: string;
  readonly value: string;
  /** What stood in its place when the same was asked once more. */
  readonly again?: string;
}

/**
 * The values by which messages may be known to be about a journey: ids, by their names or by what they look like. When the
 * same was asked once more, what was answered both times is none, whatever it looks like.
 */
export function ownValues(first: Told, again?: Told): readonly OwnValue[] {
  const later = again && new Map(leavesOf(again).map((leaf) => [leaf.path, leaf.value]));
  const leaves = leavesOf(first);
  const given = new Set(leaves.filter(({ isGiven }) => isGiven).map(({ value }) => value));
  const told = leaves.flatMap((leaf): readonly OwnValue[] => {
    const { name, value, path, isGiven } = leaf;
    const other = later?.get(path);
    if (isTime(value)) return [];
    if (!isGiven && other !== undefined && other !== value) return [{ name, value, again: other }];
    // A state, a count: the same for every request. What was given is the same because it was given.
    if (!isGiven && other !== undefined && !given.has(value)) return [];
    return isIdName(name) || looksLikeId(value) ? [{ name, value }] : [];
  });
  // Nothing is an id: what the request is about has a name of its own (a title).
  const known = told.length > 0 ? told : leaves.filter(({ isGiven, value }) => isGiven && isName(value)).slice(0, 1);
  return withoutRepeats(known.map(({ name, value, ...rest }) => ({ name, value, ...("again" in rest && rest) })));
}

/** All that a journey has said and is long enough not to stand everywhere. */
export const valuesSaid = (told: Told): ReadonlySet<string> =>
  new Set(leavesOf(told).flatMap(({ value }) => (value.length >= SHORTEST_NAME ? [value] : [])));

/** Whether a name is that of an id: `id`, `document_id`, `orderId`, `uuid`. */
export const isIdName = (name: string): boolean => ID_WORDS.has(wordsOf(name).at(-1) ?? "");

const ID_WORDS: ReadonlySet<string> = new Set(["id", "ids", "uuid", "guid", "key"]);

/** `documentId` and `document_id` are the words document and id. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/);

/** Whether a value is an id to look at: a UUID, a long hexadecimal number, or letters and digits mixed. */
export const looksLikeId = (value: string): boolean =>
  /^[\da-f]{8}-[\da-f]{4}-[\da-f-]{22}$/i.test(value) ||
  /^[\da-f]{16,}$/i.test(value) ||
  (/^[\w-]{8,64}$/.test(value) && /\d/.test(value) && /[A-Za-z]/.test(value));

const SHORTEST_NAME = 4;
const isName = (value: string): boolean => value.length >= SHORTEST_NAME && !/^[\d.]+$/.test(value);

/** Times differ from request to request, and are no ids. */
const isTime = (value: string): boolean => /^\d{4}-\d\d-\d\d([T ]|$)/.test(value) || /^1\d{12}$/.test(value);

interface Leaf {
  /** Where it stands, to find it in what was told again. */
  readonly path: string;
  readonly name: string;
  readonly value: string;
  /** It stands in the request. */
  readonly isGiven: boolean;
}

function leavesOf({ path, body, answers }: Told): readonly Leaf[] {
  const found: Leaf[] = [];
  const walk = (value: unknown, at: string, name: string, isGiven: boolean): void => {
    if (Array.isArray(value)) for (const [index, each] of value.entries()) walk(each, `${at}[${index}]`, name, isGiven);
    else if (typeof value === "object" && value !== null)
      for (const [key, each] of Object.entries(value)) walk(each, `${at}.${key}`, key, isGiven);
    else if ((typeof value === "string" && value !== "") || typeof value === "number")
      found.push({ path: at, name: name || "id", value: String(value), isGiven });
  };
  for (const [index, each] of answers.entries()) walk(each, `answer ${index}`, "", false);
  if (body !== undefined) walk(body, "body", "", true);
  for (const [index, each] of path.split(/[/?&=]/).entries())
    if (/^\d+$/.test(each) || looksLikeId(each)) walk(each, `path ${index}`, "id", true);
  return found;
}

/** The first of each name, and of each value. */
function withoutRepeats(values: readonly OwnValue[]): readonly OwnValue[] {
  const kept: OwnValue[] = [];
  for (const each of values)
    if (!kept.some(({ name, value }) => name === each.name || value === each.value)) kept.push(each);
  return kept;
}
