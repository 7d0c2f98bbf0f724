import assert from "node:assert/strict";
import type { TapConnection } from "@chaos-packs/proxy";
import { httpRequest } from "../src/http-request.ts";
import { RuleBook } from "../src/rules/rule-book.ts";
import { openTap } from "../src/tap/open-tap.ts";
import { badTraffic } from "./support/bad-traffic.ts";

const reading = httpRequest("upstream", "*", "/{rest*}", ({ body, answer }, edge) => ({
  is: typeof (edge === "before" ? body : answer),
}));
const heads = httpRequest("upstream", "*", "/{rest*}");

/** Whatever comes from either side, held, shown or neither: no byte is lost, changed or moved. */
export const fuzz = {
  name: "HTTP tap",
  async run(random: () => number): Promise<void> {
    const up: Buffer[] = [];
    const down: Buffer[] = [];
    const connection: TapConnection = {
      id: 1,
      sendUp: (bytes) => void up.push(bytes),
      sendDown: (bytes) => void down.push(bytes),
      fail: (error) => {
        throw error;
      },
      reset: () => assert.fail("nobody has asked for a reset"),
      close: () => assert.fail("nobody has asked for an end"),
    };
    const tap = openTap(connection, {
      by: { role: "worker", index: 0 },
      dependency: "upstream",
      patterns: random() < 0.4 ? [reading] : random() < 0.6 ? [heads] : [],
      watch: () => (random() < 0.5 ? Promise.resolve("release") : undefined),
      rules: new RuleBook(1),
      limits: { bytes: 64, ms: 60_000 },
    });
    const said = badTraffic(random);
    const answered = badTraffic(random);
    const waiting = [
      { bytes: said, take: (part: Buffer) => tap.up(part), turns: Promise.resolve() },
      { bytes: answered, take: (part: Buffer) => tap.down(part), turns: Promise.resolve() },
    ];
    while (waiting.some(({ bytes }) => bytes.length > 0)) {
      const turn = waiting[random() < 0.5 ? 0 : 1];
      if (!turn || turn.bytes.length === 0) continue;
      const length = 1 + Math.floor(random() * random() * turn.bytes.length);
      const part = turn.bytes.subarray(0, length);
      turn.bytes = turn.bytes.subarray(length);
      // One direction goes on while the other thinks.
      turn.turns = turn.turns.then(() => turn.take(part));
      if (random() < 0.5) await turn.turns;
    }
    for (const { turns } of waiting) await turns;
    await tap.upEnd?.();
    await tap.downEnd?.();
    tap.closed?.();
    assert.deepEqual(Buffer.concat(up), said);
    // A client that expects it is told to go on by the tap, while its request is kept back.
    const rest = Buffer.concat(down).toString("latin1").replaceAll("HTTP/1.1 100 Continue\r\n\r\n", "");
    assert.equal(rest, answered.toString("latin1").replaceAll("HTTP/1.1 100 Continue\r\n\r\n", ""));
  },
};
