import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { openLink, type TapFactory } from "@chaos-packs/proxy";
import { Agent, request } from "undici";
import { httpRequest } from "../src/http-request.ts";
import { RuleBook } from "../src/rules/rule-book.ts";
import { openTap } from "../src/tap/open-tap.ts";

/** Prints what the tap costs beside a link that only passes bytes: interleaved runs, medians. */
const ROUNDS = 9;
const REQUESTS = 1_500;
const LARGE = Buffer.alloc(16 * 1_048_576, "x");

const server = http.createServer((incoming, response) => {
  incoming.resume().on("end", () => response.end(incoming.url === "/large" ? LARGE : '{"ok":true}'));
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const { port } = server.address() as AddressInfo;

const by = { role: "bench", index: 0 };
const options = { by, dependency: "upstream", watch: () => undefined, rules: new RuleBook(1) };
const wanted = httpRequest("upstream", "POST", "/small", ({ body }) => ({ chunk: body.chunk }));
const elsewhere = httpRequest("upstream", "POST", "/other/{key}");
const taps: Record<string, TapFactory | undefined> = {
  "pass-through": undefined,
  "tap, not wanted": (each) => openTap(each, { ...options, patterns: [elsewhere] }),
  "tap, wanted": (each) => openTap(each, { ...options, patterns: [wanted] }),
};
const ways: Record<string, { url: string; small: number[]; large: number[] }> = {
  direct: { url: `http://127.0.0.1:${port}`, small: [], large: [] },
};
const links = [];
for (const [name, tap] of Object.entries(taps)) {
  const link = await openLink({
    by,
    dependency: "upstream",
    upstream: { host: "127.0.0.1", port },
    url: (at) => `http://127.0.0.1:${at}`,
    ...(tap && { tap }),
    seed: 1,
  });
  links.push(link);
  ways[name] = { url: link.url, small: [], large: [] };
}
const agent = new Agent({ connections: 1, pipelining: 1 });
const send = async (url: string, method: "GET" | "POST", body?: string): Promise<void> => {
  const answer = await request(url, {
    dispatcher: agent,
    method,
    ...(body && { body, headers: { "content-type": "application/json" } }),
  });
  await answer.body.dump({ limit: 2 * LARGE.length });
};
for (let round = 0; round < ROUNDS; round++) {
  for (const way of Object.values(ways)) {
    const start = performance.now();
    for (let count = 0; count < REQUESTS; count++)
      await send(`${way.url}/small`, "POST", '{"chunk":5,"text":"a small body"}');
    way.small.push((1_000 * (performance.now() - start)) / REQUESTS);
    const before = performance.now();
    await send(`${way.url}/large`, "GET");
    way.large.push(LARGE.length / 1_048.576 / (performance.now() - before));
  }
}
const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
for (const [name, { small, large }] of Object.entries(ways)) {
  console.log(
    `${name.padEnd(16)} ${median(small).toFixed(0).padStart(5)} µs a small request ${median(large).toFixed(0).padStart(6)} MB/s of a large answer`,
  );
}
await agent.destroy();
for (const link of links) await link[Symbol.asyncDispose]();
server.closeAllConnections();
server.close();
