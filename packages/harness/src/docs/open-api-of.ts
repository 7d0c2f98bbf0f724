import type { CapabilitySpec, Json } from "@chaos-packs/contract";
import { exampleOf } from "./example-of.ts";
import { type ServedPart, servedParts } from "./served-parts.ts";

const json = (schema: unknown, example: Json): Json => ({ "application/json": { schema, example } }) as unknown as Json;

/**
 * A capability as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), so that it can be served without knowing
 * TypeScript. An operation that stays open is a `get` with `x-stream`, which says what OpenAPI has no words for; observations that
 * are streams have no route: they come by log or by events. Traits and moments stand in `x-traits` and `x-moments`.
 */
export function openApiOf(capability: CapabilitySpec): Json {
  const asked = servedParts(capability).filter(({ input }) => input !== undefined);
  return {
    openapi: "3.1.0",
    info: {
      title: `The capability ${capability.name}`,
      version: "1",
      description: `${capability.description}. The routes are a proposal: a target file maps each part to whatever routes a service has.`,
    },
    tags: [
      { name: "operations", description: "what clients can do" },
      { name: "observations", description: "what can be seen from outside, also while a fault is in" },
      { name: "arrangements", description: "states that can be planted" },
    ],
    paths: Object.fromEntries(
      asked.map((part) => [part.path, part.over ? { get: streamOf(part) } : { post: operationOf(part) }]),
    ),
    "x-traits": capability.traits,
    "x-moments": capability.moments,
  } as unknown as Json;
}

const refused = {
  description: "not done, for a reason that `error` tells",
  content: json(
    { type: "object", properties: { error: { type: "string" } }, required: ["error"] },
    { error: "what went wrong" },
  ),
};

function streamOf({ kind, name, description, input = {}, output, over, sends }: ServedPart): Json {
  const item = json(output, exampleOf(output));
  return {
    operationId: `${kind}-${name.replaceAll(" ", "-")}`,
    tags: [kind],
    summary: description,
    parameters: [{ name: "input", in: "query", required: true, content: json(input, exampleOf(input)) }],
    responses: {
      ...(over === "websocket"
        ? { "101": { description: "a WebSocket, each message as `x-stream` says" } }
        : {
            "200": {
              description: "an event stream, each data as `x-stream` says",
              content: { "text/event-stream": {} },
            },
          }),
      default: refused,
    },
    "x-stream": { over, item, ...(sends && { sends: json(sends, exampleOf(sends)) }) },
  } as unknown as Json;
}

function operationOf({ kind, name, description, input, output, idempotent }: ServedPart): Json {
  const schema = input ?? {};
  return {
    operationId: `${kind}-${name.replaceAll(" ", "-")}`,
    tags: [kind],
    summary: description,
    requestBody: { required: true, content: json(schema, exampleOf(schema)) },
    responses: {
      "200": { description: "done", content: json(output, exampleOf(output)) },
      default: refused,
    },
    "x-idempotent": idempotent,
  } as unknown as Json;
}
