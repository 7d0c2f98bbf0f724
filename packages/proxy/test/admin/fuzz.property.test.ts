import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { toxicTypes } from "../../src/admin/toxic-attributes.ts";
import { TestClient } from "../support/client.ts";
import { startEcho } from "../support/servers.ts";
import type { ProxyJson, Refusal } from "./support/call.ts";
import { startProxy } from "./support/start-proxy.ts";

const number = fc.oneof(fc.integer(), fc.double(), fc.constantFrom(-1, 0, 1, 0.5, 1e308, 2 ** 31));
const value = fc.oneof({ weight: 3, arbitrary: number }, fc.jsonValue());
const attribute = fc.constantFrom(
  ...["latency", "jitter", "rate", "delay", "timeout", "average_size", "size_variation", "bytes", "how", "at", "times"],
);
const toxic = fc.record(
  {
    name: fc.oneof(fc.string(), value),
    type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom<string>(...toxicTypes) }, fc.string()),
    stream: fc.oneof({ weight: 9, arbitrary: fc.constantFrom("upstream", "downstream", "both") }, value),
    toxicity: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 0.5, 1) }, value),
    attributes: fc.oneof({ weight: 9, arbitrary: fc.dictionary(attribute, value, { maxKeys: 3 }) }, value),
    connection: fc.oneof({ weight: 1, arbitrary: value }, { weight: 9, arbitrary: fc.constant(undefined) }),
  },
  { requiredKeys: ["type"] },
);
// Disabled, so that the ports that are drawn are never really listened on.
const proxy = fc.record({
  name: fc.oneof(fc.constantFrom("a", "b"), value),
  upstream: fc.oneof({ weight: 9, arbitrary: fc.constantFrom("127.0.0.1:9", "localhost:1") }, value),
  listen: fc.oneof({ weight: 3, arbitrary: fc.constantFrom("", "127.0.0.1:0") }, value),
  enabled: fc.constant(false),
  toxics: fc.oneof({ weight: 3, arbitrary: fc.array(toxic, { maxLength: 2 }) }, value),
});
const request = fc.oneof(
  fc.record({ method: fc.constant("POST"), path: fc.constant("/proxies/victim/toxics"), body: fc.oneof(toxic, value) }),
  fc.record({
    method: fc.constantFrom("POST", "PATCH"),
    path: fc.constant("/proxies/victim/toxics/t"),
    body: fc.oneof(toxic, value),
  }),
  fc.record({ method: fc.constant("POST"), path: fc.constant("/proxies"), body: fc.oneof(proxy, value) }),
  fc.record({
    method: fc.constant("POST"),
    path: fc.constant("/populate"),
    body: fc.oneof(fc.array(proxy, { maxLength: 3 }), value),
  }),
  fc.record({
    method: fc.constantFrom("GET", "DELETE", "PATCH"),
    path: fc.webPath().map((path) => path || "/"),
    body: value,
  }),
);

describe("whatever is sent to the admin API", { timeout: 120_000 }, () => {
  it("is done or refused with a reason, never fails, and disturbs no other proxy", async () => {
    await using echo = await startEcho();
    await using server = await startProxy();
    const upstream = `127.0.0.1:${echo.port}`;
    const port = await server.make({ name: "bystander", upstream });
    await server.make({ name: "victim", upstream });
    await using client = new TestClient(port);
    await fc.assert(
      fc.asyncProperty(request, async ({ method, path, body }) => {
        await server.ask("POST", "/proxies/victim/toxics", { name: "t", type: "latency" });
        const reply = await server.ask<Refusal>(method, path, body);
        assert.ok([200, 201, 204, 400, 404, 405, 409].includes(reply.status ?? 0), `${reply.status} ${reply.text}`);
        if ((reply.status ?? 0) >= 400) assert.ok(reply.json.error && reply.json.code, reply.text);
        await client.echo(".");
        // What is shown is taken again.
        const { json } = await server.ask<Record<string, ProxyJson>>("GET", "/proxies");
        for (const name of Object.keys(json)) {
          if (name === "bystander" || name === "victim") continue;
          const again = await server.ask("POST", "/populate", [json[name]]);
          assert.equal(again.status, 201, `${JSON.stringify(json[name])} ${again.text}`);
          await server.ask("DELETE", `/proxies/${encodeURIComponent(name)}`);
        }
        await server.ask("POST", "/reset");
      }),
      { numRuns: 300, seed: 7 },
    );
  });
});
