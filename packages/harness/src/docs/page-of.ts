import type { CapabilitySpec, Json } from "@chaos-packs/contract";
import { describeFields } from "./describe-fields.ts";
import { exampleOf } from "./example-of.ts";
import { type ServedPart, servedParts } from "./served-parts.ts";
import { curlOf, holdOf, pythonOf, typeScriptOf } from "./snippets.ts";

const TITLES = {
  operations: "Operations: what clients can do",
  observations: "Observations: what can be seen from outside",
  arrangements: "Arrangements: states that can be planted",
} as const;

const ABOUT = {
  operations: "The harness asks for these as any client would, also while a fault is in.",
  observations:
    "The harness looks over connections of its own, with no fault on them: past the service where it can (a query, a look into the store), else by a route of the service. A stream is not asked for: its entries are lines of the log, or events.",
  arrangements:
    "The harness plants these between a fault and what follows, with its own hands or by a route for tests.",
} as const;

const OPENED = {
  websocket: "It stays open: a WebSocket, each message a text of JSON.",
  "server-sent events": "It stays open: an event stream, the data of each event JSON.",
} as const;

/** A capability as one page of Markdown for engineers who serve it in whatever language, each part with examples in curl, TypeScript and Python. */
export function pageOf(capability: CapabilitySpec): string {
  const parts = servedParts(capability);
  const sections = (Object.keys(TITLES) as (keyof typeof TITLES)[]).flatMap((kind) => {
    const own = parts.filter((part) => part.kind === kind);
    return own.length === 0 ? [] : [`## ${TITLES[kind]}`, ABOUT[kind], ...own.map(describePart)];
  });
  return `${[
    `# The capability ${capability.name}`,
    `${capability.description}.`,
    "What a pack needs of a service, in five parts. The routes below are a proposal: a target file maps each part to whatever routes a service has. Whatever a service does not have is left out of the target file (or `null`): the scenarios that cannot do without it are skipped, and say so.",
    ...sections,
    "## Traits: what the service promises",
    table(
      ["trait", "unit", "meaning"],
      Object.entries(capability.traits).map(([name, { unit, description }]) => [`\`${name}\``, unit, description]),
    ),
    "## Moments: what the harness must recognise on the wire",
    "Each is mapped to a pattern on a dependency's wire (a statement, a command, a request) that tells its scope. The dry run says which of them never occurred.",
    table(
      ["moment", "scope", "meaning"],
      Object.entries(capability.moments).map(([name, { scope, description }]) => [
        name,
        Object.keys((scope["properties"] ?? {}) as object).join(", ") || "–",
        description,
      ]),
    ),
  ].join("\n\n")}\n`;
}

function describePart(part: ServedPart): string {
  const { name, description, input, output, idempotent } = part;
  const marks = idempotent ? "may be repeated" : "";
  const head = [`### ${name}`, `${description}${marks === "" ? "" : ` *(${marks})*`}`];
  if (!input)
    return [...head, "An entry of the stream:", block("json", pretty(exampleOf(output))), describeFields(output)].join(
      "\n\n",
    );
  const { over, sends } = part;
  if (over !== undefined)
    return [
      ...head,
      `${OPENED[over]} The input is the query parameter \`input\`, as JSON. One thing that arrives:`,
      block("json", pretty(exampleOf(output))),
      ...(sends ? ["What a client may say on it:", block("json", pretty(exampleOf(sends)))] : []),
      describeFields(input, output, ...(sends ? [sends] : [])),
      block(over === "websocket" ? "ts" : "sh", holdOf(part, input)),
      block("ts", typeScriptOf(part)),
      block("py", pythonOf(part, input)),
    ].join("\n\n");
  return [
    ...head,
    block("sh", curlOf(part, input)),
    block("json", pretty(exampleOf(output))),
    describeFields(input, output),
    block("ts", typeScriptOf(part)),
    block("py", pythonOf(part, input)),
  ].join("\n\n");
}

const pretty = (value: Json): string => JSON.stringify(value, undefined, 2);
const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
