import assert from "node:assert/strict";
import { test } from "node:test";
import {
  array,
  boolean,
  defineCapability,
  integer,
  nullable,
  object,
  oneOf,
  record,
  string,
} from "@chaos-packs/contract";
import { Ajv2020 } from "ajv/dist/2020.js";
import { exampleOf, openApiOf, pageOf } from "../../src/index.ts";

const kettle = defineCapability({
  name: "kettle",
  description: "Boils water",
  operations: {
    boil: {
      description: "Boils some cups.",
      input: object({ cups: integer({ minimum: 2, description: "at most ten" }) }, { kind: oneOf("black", "green") }),
      output: object({ pots: array(object({ pot: string(), full: boolean() })), note: nullable(string()) }),
      idempotent: true,
    },
    whistle: {
      description: "Tells how hot it is.",
      input: object({ "every ms": integer() }),
      output: object({ celsius: integer() }),
      stream: true,
    },
    serve: {
      description: "Takes orders.",
      input: object({ table: string() }),
      output: object({ tea: boolean() }),
      sends: object({ order: string({ description: "what is wanted" }) }),
      stream: true,
    },
  },
  observations: {
    water: {
      description: "What is left.",
      input: object({}),
      output: object({ ml: record(integer()) }),
    },
    alerts: { description: "Whistles.", output: object({ text: string() }), stream: true },
  },
  arrangements: { "run dry": { description: "Empties it.", input: object({}), output: object({}) } },
  traits: { steepMs: { description: "how long tea steeps", unit: "ms" } },
  moments: { "water boils": { description: "it is hot", scope: object({ pot: string() }) } },
});

interface Json {
  readonly "application/json": { readonly schema: object; readonly example: unknown };
}
interface Described {
  readonly content: Json;
}
type Paths = Record<
  string,
  {
    post?: { requestBody: Described; responses: Record<string, Described> };
    get?: { parameters: readonly Described[]; responses: Record<string, unknown>; "x-stream": Record<string, Json> };
  }
>;
const inStream = (stream: Record<string, Json>, key: string): readonly Described[] => {
  const content = stream[key];
  return content ? [{ content }] : [];
};
const pathsOf = (): Paths => (openApiOf(kettle) as unknown as { paths: Paths }).paths;

test("every example in the OpenAPI document is what its schema describes", () => {
  const ajv = new Ajv2020({ strict: false });
  const described = Object.values(pathsOf()).flatMap(({ post, get }) => [
    ...(post ? [post.requestBody, ...Object.values(post.responses)] : []),
    ...(get ? [...get.parameters, ...["item", "sends"].flatMap((key) => inStream(get["x-stream"], key))] : []),
  ]);
  assert.equal(described.length, 9 + 2 + 3);
  for (const { content } of described) {
    const { schema, example } = content["application/json"];
    assert.ok(ajv.validate(schema, example), `${JSON.stringify(example)}: ${ajv.errorsText()}`);
  }
});

test("whatever is asked for or opened has a route, and what comes by itself has none", () => {
  assert.deepEqual(Object.keys(pathsOf()), [
    "/kettle/operations/boil",
    "/kettle/operations/whistle",
    "/kettle/operations/serve",
    "/kettle/observations/water",
    "/kettle/arrangements/run-dry",
  ]);
});

test("an operation that stays open is an event stream, or a WebSocket when a client may say something on it", () => {
  const paths = pathsOf();
  const { responses, "x-stream": stream } = paths["/kettle/operations/whistle"]?.get ?? assert.fail();
  assert.deepEqual(Object.keys(responses), ["200", "default"]);
  assert.equal(stream["over"], "server-sent events");
  const served = paths["/kettle/operations/serve"]?.get ?? assert.fail();
  assert.deepEqual(Object.keys(served.responses), ["101", "default"]);
  assert.deepEqual(served["x-stream"]["sends"]?.["application/json"].example, { order: "order" });
});

test("an example takes the first choice, the least number and one item", () => {
  assert.deepEqual(exampleOf(kettle.operations.boil.input), { cups: 2, kind: "black" });
  assert.deepEqual(exampleOf(kettle.operations.boil.output), { pots: [{ pot: "pot", full: true }], note: "note" });
  assert.deepEqual(exampleOf(kettle.observations.water.output), { ml: { name: 1 } });
});

test("the page has every part, trait and moment, with curl, TypeScript and Python", () => {
  const page = pageOf(kettle);
  for (const text of [
    `curl -X POST "$SERVICE/kettle/operations/boil" -H 'content-type: application/json' -d '{"cups":2,"kind":"black"}'`,
    'boil: (body) => ({ role: "api", method: "POST", path: "/kettle/operations/boil", body }),',
    'return {"pots":[{"pot":"pot","full":True}],"note":"note"}',
    `curl -N -G "$SERVICE/kettle/operations/whistle" -H 'accept: text/event-stream' --data-urlencode 'input={"every ms":1}'`,
    `  path: \`/kettle/operations/whistle?input=\${encodeURIComponent(JSON.stringify(input))}\`,`,
    '    yield {"celsius":1}',
    `const socket = new WebSocket(\`\${service}/kettle/operations/serve?input=\${input}\`);`,
    'socket.on("open", () => socket.send(JSON.stringify({"order":"order"})));',
    "- `order`: what is wanted",
    "- `cups`: at most ten",
    "An entry of the stream:",
    "| `steepMs` | ms | how long tea steeps |",
    "| water boils | pot | it is hot |",
  ])
    assert.ok(page.includes(text), `${text} is missing in:\n${page}`);
});
