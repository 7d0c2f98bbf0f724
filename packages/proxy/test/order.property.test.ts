import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Direction, Link } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import type { TapFactory } from "../src/index.ts";
import { TestClient } from "./support/client.ts";
import { linkTo } from "./support/link.ts";
import { startEcho } from "./support/servers.ts";

type Act =
  | { readonly do: "write"; readonly length: number }
  | { readonly do: "partition"; readonly direction: Direction }
  | { readonly do: "delay"; readonly direction: Direction; readonly ms: number }
  | { readonly do: "undo"; readonly which: number }
  | { readonly do: "wait"; readonly turns: number };

const direction = fc.constantFrom<Direction>("up", "down", "both");
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("write" as const), length: fc.oneof(fc.nat(20), fc.nat(200_000)) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("partition" as const), direction }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delay" as const), direction, ms: fc.nat(8) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("undo" as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), turns: fc.integer({ min: 1, max: 6 }) }) },
);

/** Bytes of which no two stretches are alike. */
function distinctText(from: number, length: number): string {
  let text = "";
  for (let at = from; text.length < length; at++) text += createHash("sha1").update(String(at)).digest("hex");
  return text.slice(0, length);
}

async function play(link: Link, client: TestClient, acts: readonly Act[]): Promise<string> {
  const laid: AsyncDisposable[] = [];
  let sent = "";
  for (const each of acts) {
    switch (each.do) {
      case "write": {
        const text = distinctText(sent.length, each.length);
        sent += text;
        client.write(text);
        break;
      }
      case "partition":
        laid.push(await link.partition(each.direction));
        break;
      case "delay":
        laid.push(await link.delay({ ms: each.ms, jitterMs: each.ms / 2, direction: each.direction }));
        break;
      case "wait":
        for (let turn = 0; turn < each.turns; turn++) await nextTurn();
        break;
      case "undo":
        await laid[each.which % Math.max(1, laid.length)]?.[Symbol.asyncDispose]();
    }
  }
  client.socket.end();
  for (const undo of laid) await undo[Symbol.asyncDispose]();
  return sent;
}

/** A tap that thinks about some of the bytes and not about others. */
const slowTap: TapFactory = (connection) => ({
  up: (bytes) => (bytes.length % 2 ? nextTurn().then(() => connection.sendUp(bytes)) : void connection.sendUp(bytes)),
  down: (bytes) =>
    bytes.length % 3 ? void connection.sendDown(bytes) : nextTurn().then(() => connection.sendDown(bytes)),
});

describe("whatever is laid and undone", { timeout: 60_000 }, () => {
  for (const [name, tap] of Object.entries({ "without a tap": undefined, "with a tap that takes its time": slowTap })) {
    it(`no byte is lost, repeated or reordered, and the end comes last, ${name}`, async () => {
      await using server = await startEcho();
      await using link = await linkTo(server.port, tap ? { tap } : {});
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 25 }), async (acts) => {
          await using client = new TestClient(link.port);
          const sent = await play(link, client, acts);
          assert.equal(await client.ending, "fin");
          assert.equal(client.read.length, sent.length);
          assert.ok(client.read === sent, "the bytes differ");
        }),
        { numRuns: 60 },
      );
    });
  }
});
