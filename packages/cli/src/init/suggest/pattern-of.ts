import type { ServiceDependency } from "../../service/service.ts";
import { keyOf, literal } from "./literal.ts";
import type { RecordedMessage } from "./recorded.ts";

/** The words by which a statement is known: what it does to which table. */
const HEADS = [/^insert into \S+/, /^update \S+ set \S+/, /^delete from \S+/, /^select .*? from \S+/];
const WORDS = /^(?:\S+\s+){0,5}\S+/;

/** The shortest beginning of a fingerprint that no other message of the recording has, on a whole word. */
export function beginningOf(fingerprint: string, others: readonly string[]): string {
  const strangers = others.filter((each) => each !== fingerprint);
  const head = HEADS.map((each) => each.exec(fingerprint)?.[0]).find((each) => each !== undefined);
  let beginning = head ?? WORDS.exec(fingerprint)?.[0] ?? fingerprint;
  while (beginning.length < fingerprint.length && strangers.some((each) => each.startsWith(beginning))) {
    const next = /^\s*\S+/.exec(fingerprint.slice(beginning.length))?.[0];
    if (next === undefined) break;
    beginning += next;
  }
  return beginning;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
const cut = (text: string): string => (text.length > EXACT ? text.slice(0, EXACT).replace(/\s+\S*$/, "") : text);
const title = (fingerprint: string): string => fingerprint.replace(/^script /, "").replace(/ [\da-f]{8}$/, "");

/** `rows[0].id` as code that finds nothing where there is no row. */
const carefully = (expression: string): string =>
  expression.replace(/^(\w+)(?=\[)/, "$1?.").replaceAll(/(?<=[\w\]])\.(?=[A-Za-z_$])/g, "?.");

/** The function that reads a scope. Rows, replies and bodies may lack what one of them had: then it is not the moment. */
function readerOf(scope: Readonly<Record<string, string>>): string {
  const expressions = Object.values(scope);
  if (expressions.length === 0) return "() => ({})";
  const roots = [...new Set(expressions.map(rootOf))];
  const entries = Object.entries(scope).map(([key, expression]) => `${keyOf(key)}: ${expression}`);
  const guards = [...new Set(expressions.filter((each) => MAY_LACK.has(rootOf(each))).map(carefully))];
  const read = `{ ${entries.join(", ")} }`;
  const body = guards.length === 0 ? `(${read})` : `${guards.join(" && ")} && ${read}`;
  return `({ ${roots.join(", ")} }) => ${body}`;
}

const MAY_LACK: ReadonlySet<string> = new Set(["row", "rows", "reply", "body", "answer"]);
const rootOf = (expression: string): string =>
  /^\w+/.exec(expression.replace(/^(?:JSON\.parse\()+/, ""))?.[0] ?? expression;

/** Of what a pattern is made beside its message. */
interface PatternOptions {
  readonly kind: ServiceDependency["kind"];
  /** All messages of the recording, from which this one is told. */
  readonly all: readonly RecordedMessage[];
  /** True: by more than it takes to tell it from the others of the recording, since others like it may exist. */
  readonly exact?: boolean;
}

const EXACT = 60;

/** A segment with a number in it (`3-1`) is another one for other work; `v1` is not. */
const asParameter = (segment: string, index: number): string =>
  /\d/.test(segment) && !segment.startsWith("{") && !/^v\d+$/.test(segment) ? `{part${index}}` : segment;

/** Where on the wire a message is seen, as the target file has it: `statement(/^insert into notes/, …)`. */
export function patternOf(
  message: RecordedMessage,
  scope: Readonly<Record<string, string>>,
  { kind, all, exact = false }: PatternOptions,
): string {
  const reads = readerOf(scope);
  const others = all
    .filter(({ dependency }) => dependency === message.dependency)
    .map(({ fingerprint }) => fingerprint);
  // What only an answer tells is not known before it.
  const isAnswer = Object.values(scope).some((each) => /^(?:rows?|reply|answer)\b/.test(each));
  const edges = isAnswer ? ', { edges: ["after"] }' : "";
  const { dependency, fingerprint } = message;
  switch (kind) {
    case "postgres":
      return `statement(/^${escaped(exact ? cut(fingerprint) : beginningOf(fingerprint, others))}/, ${reads}${edges})`;
    case "redis": {
      if (!fingerprint.startsWith("script ")) {
        const [name = ""] = fingerprint.split(" ");
        return `command(${JSON.stringify(name)}, ${reads}${edges})`;
      }
      const words = beginningOf(title(fingerprint), others.map(title));
      return `script(/${escaped(words)}/, ${reads}${edges})`;
    }
    case "http": {
      const [method = "GET", recorded = "/"] = fingerprint.split(" ");
      const path = recorded.split("/").map(asParameter).join("/");
      return `httpRequest(${[dependency, method, path].map(literal).join(", ")}, ${reads})`;
    }
  }
}
