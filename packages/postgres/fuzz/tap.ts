import assert from "node:assert/strict";
import { StatementTexts } from "../src/tap/statement-texts.ts";
import { client, frame, int32, server } from "../test/frames.ts";
import { openGreetedTap, openTap } from "../test/open-tap.ts";

const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

const UP = [
  () => client.query("select wanted; insert into t values (1)"),
  () => client.query("begin; declare c cursor for select wanted"),
  () => client.query("fetch 2 from c"),
  () => client.query("commit"),
  () => client.parse("s", "select wanted where a = $1"),
  () => client.parse("", "copy wanted from stdin"),
  () => client.bind("s", ["1"]),
  () => client.bind("", []),
  () => client.describe("s"),
  () => client.execute(),
  () => frame("C", Buffer.from("Ss\0")),
  () => frame("C", Buffer.from("P\0")),
  () => frame("F", int32(1), Buffer.alloc(6)),
  () => client.flush(),
  () => client.sync(),
  () => client.copyData("1\n"),
  () => client.copyDone(),
  () => frame("X"),
];
const DOWN = [
  () => server.parsed(),
  () => server.bound(),
  () => server.noData(),
  () => server.columns([{ name: "a" }]),
  () => server.row(["1"]),
  () => server.row(["x".repeat(3_000)]),
  () => server.complete("UPDATE 0"),
  () => server.complete("ROLLBACK"),
  () => server.error("23505"),
  () => server.ready("I"),
  () => server.ready("T"),
  () => server.ready("E"),
  () => server.copyIn(),
  () => frame("s"),
  () => frame("3"),
  () => frame("I"),
  () => server.notification("c", "p"),
  () => server.notification("wanted", "p"),
  () => frame("S", Buffer.from("standard_conforming_strings\0off\0")),
];

/** Messages of both sides in any order, with bytes changed, cut anywhere: nothing is thrown, lost, doubled or out of order. */
export const fuzz = {
  name: "Postgres messages through the tap",
  run(random: () => number): void {
    const options = {
      texts: new StatementTexts((print) => print.includes("wanted")),
      wantsChannel: (channel: string) => channel === "wanted",
      longest: pick(random, [500, 5_000, 1 << 26]),
    };
    const { tap, sentUp, sentDown } = random() < 0.9 ? openGreetedTap(options) : openTap(options);
    const said: Record<"up" | "down", Buffer[]> = { up: [], down: [] };
    const isDamaged = random() < 0.4;
    for (let turns = Math.floor(random() * 30); turns > 0; turns--) {
      const direction = pick(random, ["up", "down"] as const);
      const bytes = pick(random, direction === "up" ? UP : DOWN)();
      if (isDamaged && random() < 0.2) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
      said[direction].push(bytes);
      const at = Math.floor(random() * (bytes.length + 1));
      for (const chunk of [bytes.subarray(0, at), bytes.subarray(at)]) if (chunk.length > 0) void tap[direction](chunk);
    }
    void tap.upEnd?.();
    void tap.downEnd?.();
    assert.ok(sentUp().equals(Buffer.concat(said.up)), "what the server got is not what the client said");
    assert.ok(sentDown().equals(Buffer.concat(said.down)), "what the client got is not what the server said");
    tap.closed?.();
  },
};
