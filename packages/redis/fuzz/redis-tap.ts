import assert from "node:assert/strict";
import { fakeWire } from "../test/support/fake-wire.ts";
import { badCommands, badReplies } from "./support/bad-traffic.ts";

/** Cuts bytes into pieces of any size, small ones more often. */
function pieces(random: () => number, bytes: Buffer): readonly Buffer[] {
  const cut: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += cut.at(-1)?.length ?? 0)
    cut.push(bytes.subarray(from, from + 1 + Math.floor(random() * random() * 60)));
  return cut;
}

/** Whatever comes, in whatever pieces: the tap throws nothing, ends no connection, and passes each byte once and in order. */
export const fuzz = {
  name: "Redis connections",
  async run(random: () => number): Promise<void> {
    const said = { up: badCommands(random), down: badReplies(random) };
    const wants = random() < 0.5 ? "all" : ["GET", "PUBLISH", "EVALSHA"];
    const wire = fakeWire(wants, undefined, random() < 0.5 ? ["c"] : []);
    const waiting = { up: [...pieces(random, said.up.bytes)], down: [...pieces(random, said.down.bytes)] };
    while (waiting.up.length + waiting.down.length > 0) {
      const way = waiting.down.length === 0 || (waiting.up.length > 0 && random() < 0.5) ? "up" : "down";
      await wire.tap[way](waiting[way].shift() as Buffer);
    }
    assert.ok(!wire.isReset() && !wire.isHungUp(), "the tap has ended the connection by itself");
    for (const way of ["up", "down"] as const) {
      const passed = wire[way]();
      const given = said[way].bytes.toString("latin1");
      // Only a message that has begun and not ended may still be kept.
      assert.equal(
        passed,
        said[way].isWhole ? given : given.slice(0, passed.length),
        `${way}: other bytes than were given`,
      );
    }
  },
};
