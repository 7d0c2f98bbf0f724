import type { PatternCode } from "@chaos-packs/contract";
import type { ScopeKey } from "./scope-of.ts";

/** The code with which a target file recognises a message among those that were recorded, with the scope that it has. */
export function patternCode(
  { call, args, telling, options }: PatternCode,
  scope: readonly ScopeKey[],
  recorded: readonly PatternCode[],
): string {
  const first = telling && tellingCode({ call, args, telling, options }, recorded);
  // At `before` there is no answer to read.
  const edges = scope.some(({ position }) => position.isAnswered) && { edges: '["after"]' };
  const all = Object.entries({ ...options, ...edges }).map(([name, code]) => `${name}: ${code}`);
  const parts = [...(first === undefined ? [] : [first]), ...args, scopeCode(scope)];
  return `${call}(${[...parts, ...(all.length > 0 ? [`{ ${all.join(", ")} }`] : [])].join(", ")})`;
}

/** The code of a message that ends a transaction, by the last of its messages that has a scope. */
export const endCode = (
  pattern: PatternCode,
  within: readonly { readonly code: string; readonly scope: readonly ScopeKey[] }[],
  recorded: readonly PatternCode[],
): string => {
  const inner = within.findLast(({ scope }) => scope.length > 0);
  return pattern.endOf !== undefined && inner ? `${pattern.endOf}(${inner.code})` : patternCode(pattern, [], recorded);
};

function scopeCode(scope: readonly ScopeKey[]): string {
  if (scope.length === 0) return "() => ({})";
  const roots = [...new Set(scope.map(({ position }) => rootOf(position.read)))];
  const keys = scope.map(
    ({ name, position }) => `${isIdentifier(name) ? name : JSON.stringify(name)}: ${position.read}`,
  );
  const read = `{ ${keys.join(", ")} }`;
  const guards = scope.filter(({ position }) => position.isAnswered).map(({ position }) => guardOf(position.read));
  // An answer may hold nothing, as of a queue that is empty: that is not the moment.
  const body = guards.length === 0 ? read : `${guards.join(" && ")} ? ${read} : undefined`;
  return `({ ${roots.join(", ")} }) => (${body})`;
}

/** Whether there is what an expression reads: `reply?.[1]` for `reply[1]`. */
const guardOf = (read: string): string => {
  const [, parsed] = /^JSON\.parse\((.*?)\)/.exec(read) ?? [];
  return (parsed ?? read).replace(/(?<=[\w)\]])(\[|\.(?=[A-Za-z_$]))/g, (found) => (found === "[" ? "?.[" : "?."));
};

/** What an expression begins with: `args` of `JSON.parse(args[1]).id`. */
const rootOf = (read: string): string => /[A-Za-z_$][\w$]*/.exec(read.replace(/^(JSON\.parse\()+/, ""))?.[0] ?? read;

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);

/** Shorter ones say too little to a reader, even where they would do. */
const SHORTEST = 60;

/** A regular expression for as much of a text as tells it from the others that were recorded. */
function tellingCode(
  pattern: PatternCode & Required<Pick<PatternCode, "telling">>,
  recorded: readonly PatternCode[],
): string {
  const { text, anchor, within = text, otherwise } = pattern.telling;
  const others = recorded.flatMap(({ call, telling }) => {
    const whole = telling?.within ?? telling?.text;
    return call === pattern.call && whole !== undefined && whole !== within ? [whole] : [];
  });
  const isTaken = (beginning: string): boolean =>
    others.some((other) => (anchor === "^" ? other.startsWith(beginning) : other.includes(beginning)));
  const beginning = beginningsOf(text).find((each) => !isTaken(each));
  if (beginning !== undefined) return `/${anchor}${escaped(beginning)}/`;
  if (otherwise !== undefined) return otherwise;
  return `/${anchor}${escaped(text)}$/`;
}

/** Longer and longer beginnings of a text, each of whole words. */
function beginningsOf(text: string): readonly string[] {
  const ends = [...text.matchAll(/\s+|$/g)].map(({ index }) => index);
  const words = ends.filter((end, at) => end > 0 && (ends[at + 1] ?? SHORTEST + 1) > SHORTEST);
  return words.map((end) => text.slice(0, end));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
