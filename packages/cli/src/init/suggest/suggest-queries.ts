import type { Json } from "@chaos-packs/contract";
import { Code, laidOut } from "./literal.ts";
import type { MappedPart, Mapping } from "./mapping.ts";
import { patternOf } from "./pattern-of.ts";
import {
  broughtAbout,
  pathTo,
  type Recorded,
  type RecordedMessage,
  roleOf,
  told,
  valueAt,
  whereIn,
} from "./recorded.ts";

const INDENT = "          ";

interface Fields {
  /** The field of the request's body that names the record, and its value. */
  readonly key: string;
  readonly keyValue: string;
  /** That which is read again, its value, and where in the answer it stands. */
  readonly value: string;
  readonly valueValue: string;
  readonly valueIn: string;
}

/**
 * What a recording tells of `queries`: the request writes a record, `done` reads it again by its key, and the statements that
 * hold the key are theirs.
 */
export function suggestQueries(recorded: Recorded): Mapping {
  const fields = fieldsOf(recorded);
  const postgres = Object.entries(recorded.kinds).find(([, kind]) => kind === "postgres")?.[0];
  if (!fields || postgres === undefined) return { operations: [], observations: [], moments: [] };
  const { reads, writes, commits, insert } = momentsOf(recorded, fields);
  const sessions: MappedPart = {
    name: "sessions",
    code: `(own) => own.${postgres}.connections()`,
    from: "what Postgres itself counts",
  };
  return {
    operations: [read(recorded, fields), write(recorded, fields)],
    observations: [...(insert ? recordsOf(insert, fields, postgres) : []), sessions],
    moments: [...reads, ...writes, ...commits],
  };
}

/** The key is what `done` asks by, and what the client has chosen; the value is what is found again in the last answer. */
function fieldsOf({ request: { body }, done, answers }: Recorded): Fields | undefined {
  const name = /\{([^{}]+)\}/.exec(done?.request.path ?? "")?.[1];
  const keyValue = name === undefined ? undefined : valueAt(answers[0], name);
  if (typeof keyValue !== "string" || typeof body !== "object" || body === null) return undefined;
  const strings = Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const key = strings.find(([, value]) => value === keyValue)?.[0];
  const last = answers.at(-1);
  const found = strings
    .filter(([field, value]) => field !== key && value !== keyValue)
    .map(([field, value]) => ({ field, value, path: pathTo(last, value) }))
    .find(({ path }) => path !== undefined);
  if (key === undefined || found?.path === undefined) return undefined;
  return { key, keyValue, value: found.field, valueValue: found.value, valueIn: found.path };
}

function read({ role, done }: Recorded, { valueIn }: Fields): MappedPart {
  const { method = "GET", path = "/" } = done?.request ?? {};
  const template = new Code(`\`${path.replace(/\{[^{}]+\}/, "$".concat("{encodeURIComponent(key)}"))}\``);
  const request = laidOut({ role, method, path: template }, "request: ", INDENT);
  const value = `answer?.${valueIn.replaceAll(".", "?.")} ?? null`;
  return {
    name: "read",
    code: `({ key }) => ({\n${INDENT}request: ${request},\n${INDENT}answer: (answer, status) => (status === 200 || status === 404 ? { value: ${value} } : undefined),\n        })`,
    from: `${method} ${path}`,
    guess: "404 means that there is no record",
  };
}

function write({ role, request }: Recorded, { key, value }: Fields): MappedPart {
  const { method, path, body } = request;
  const wish = Object.keys(body as object).find((field) => /idempotency/i.test(field));
  const filled = Object.entries(body as Readonly<Record<string, Json>>).map(([field, own]) => {
    if (field === key) return [field, new Code("key")];
    if (field === value) return [field, new Code("value")];
    return [field, field === wish ? new Code("idempotencyKey") : own];
  });
  const asked = laidOut({ role, method, path, body: Object.fromEntries(filled) }, "request: ", INDENT);
  const input = wish === undefined ? "{ key, value }" : "{ key, value, idempotencyKey }";
  return {
    name: "write",
    code: `(${input}) => ({\n${INDENT}request: ${asked},\n${INDENT}answer: (_answer, status) => (status < 300 ? { key } : undefined),\n        })`,
    from: `${method} ${path}; "${key}" is what it is read by again, "${value}" what is read`,
  };
}

function momentsOf(recorded: Recorded, { keyValue }: Fields) {
  const { role, kinds, messages } = recorded;
  const own = broughtAbout(recorded).filter((each) => kinds[each.dependency] === "postgres" && roleOf(each) === role);
  const about = own.filter((each) => whereIn(each, keyValue)?.startsWith("parameters"));
  const select = about.findLast(({ fingerprint }) => /^(?:select|with)\b/.test(fingerprint));
  const insert = about.find(({ fingerprint }) => /^insert into\b/.test(fingerprint));
  const pattern = (message: RecordedMessage): string =>
    patternOf(message, { key: whereIn(message, keyValue) ?? "" }, { kind: "postgres", all: messages });
  const part = (name: string, message: RecordedMessage | undefined, code: (pattern: string) => string) =>
    message ? [{ name, code: code(pattern(message)), from: told(message) }] : [];
  const commit = insert && commitAfter(own, insert);
  return {
    insert,
    reads: part("query runs", select, (code) => code),
    writes: part("write runs", insert, (code) => code),
    commits: part("write commits", insert, (code) => (commit ? `commitOf(${code})` : code)).map((each) => ({
      ...each,
      from: commit ? told(commit) : "no COMMIT follows: the insert is a transaction of its own",
    })),
  };
}

function commitAfter(own: readonly RecordedMessage[], insert: RecordedMessage): RecordedMessage | undefined {
  const begun = own.findLast(
    ({ fingerprint, at }) => at <= insert.at && /^(?:begin|start transaction)\b/.test(fingerprint),
  );
  return begun && own.find(({ fingerprint, at }) => at >= insert.at && fingerprint.startsWith("commit"));
}

/** The insert names its columns, and which parameters are the key and the value. */
function recordsOf(insert: RecordedMessage, { keyValue, valueValue }: Fields, postgres: string): readonly MappedPart[] {
  const [, table, columns = "", values = ""] =
    /^insert into (\S+) \(([^)]*)\) values \(([^)]*)\)/.exec(insert.fingerprint) ?? [];
  const placeholders = values.split(",").map((each) => each.trim());
  const columnOf = (value: string): string | undefined => {
    const index = /^parameters\[(\d+)\]$/.exec(whereIn(insert, value) ?? "")?.[1];
    const at = index === undefined ? -1 : placeholders.indexOf(`$${Number(index) + 1}`);
    return columns.split(",").map((each) => each.trim())[at];
  };
  const [key, value] = [columnOf(keyValue), columnOf(valueValue)];
  if (table === undefined || key === undefined || value === undefined) return [];
  const sql = JSON.stringify(`select ${key} as key, ${value} as value from ${table}`);
  return [
    {
      name: "records",
      code: `async (own) => ({ records: await own.${postgres}.query(${sql}) })`,
      from: told(insert),
    },
  ];
}
