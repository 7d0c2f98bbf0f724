import type { CapabilitySpec, Json } from "@chaos-packs/contract";
import { exampleOf } from "./example-of.ts";
import { type ServedPart, servedParts } from "./served-parts.ts";

const json = (schema: unknown, example: Json): Json => ({ "application/json": { schema, example } }) as unknown as Json;

/**
 * A capability as an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), so that it can be served without knowing
 * TypeScript. Streams have no route: they come by log or by events. Traits and moments stand in `x-traits` and `x-moments`.
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
    paths: Object.fromEntries(asked.map((part) => [part.path, { post: operationOf(part) }])),
    "x-traits": capability.traits,
    "x-moments": capability.moments,
  } as unknown as Json;
}

function operationOf({ kind, name, description, input, output, optional, idempotent }: ServedPart): Json {
  const schema = input ?? {};
  return {
    operationId: `${kind}-${name.replaceAll(" ", "-")}`,
    tags: [kind],
    summary: description,
    requestBody: { required: true, content: json(schema, exampleOf(schema)) },
    responses: {
      "200": { description: "done", content: json(output, exampleOf(output)) },
      default: {
        description: "not done, for a reason that `error` tells",
        content: json(
          { type: "object", properties: { error: { type: "string" } }, required: ["error"] },
          { error: "what went wrong" },
        ),
      },
    },
    "x-optional": optional,
    "x-idempotent": idempotent,
  } as unknown as Json;
}
