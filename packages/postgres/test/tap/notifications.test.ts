import assert from "node:assert/strict";
import test from "node:test";
import type { Fate, Sighting } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import { isNotification } from "../../src/tap/notification.ts";
import { isExchange } from "../../src/tap/seen-statement.ts";
import { client, frame, int32, server } from "../frames.ts";
import { openGreetedTap } from "../open-tap.ts";

const bytesOf = (...frames: readonly Buffer[]): Buffer => Buffer.concat(frames);
const wantsChannel = (channel: string): boolean => channel.startsWith("wanted");
const news = server.notification("wanted", "news");
const ANSWER = bytesOf(server.columns([{ name: "a" }]), server.row(["1"]), server.complete("SELECT 1"));

/** Fates that are decided by the test. */
function openFates(isHeld: (sighting: Sighting) => boolean) {
  const waiting: ((fate: Fate) => void)[] = [];
  return {
    decide: (fate: Fate) => waiting.shift()?.(fate),
    fates: (sighting: Sighting) =>
      isHeld(sighting) ? new Promise<Fate>((resolve) => void waiting.push(resolve)) : undefined,
  };
}
const holdsAt =
  (edge: string) =>
  (sighting: Sighting): boolean =>
    sighting.edge === edge && isNotification(sighting.message);

test("a notification on a channel that a pattern is about is seen before and after; others pass unseen", () => {
  const { tap, notified, sightings, sentDown } = openGreetedTap({ wantsChannel });
  const down = bytesOf(server.notification("other", "x"), news, server.notification("wanted too"));
  assert.equal(tap.down(down), undefined);
  assert.deepEqual(sentDown(), down);
  assert.deepEqual(notified, [
    ["before", "wanted", "news"],
    ["after", "wanted", "news"],
    ["before", "wanted too", ""],
    ["after", "wanted too", ""],
  ]);
  assert.deepEqual(sightings, []);
});

test("held before, the client has nothing of it and of what follows, and all of what came first", async () => {
  const { fates, decide } = openFates(holdsAt("before"));
  const { tap, sentDown } = openGreetedTap({ wantsChannel }, fates);
  const first = bytesOf(ANSWER, server.ready());
  tap.up(client.query("select 1"));
  tap.down(first);
  tap.up(client.query("select 2"));
  const waiting = tap.down(bytesOf(news, ANSWER, server.ready()));
  assert.deepEqual(sentDown(), first);
  decide("release");
  await waiting;
  assert.deepEqual(sentDown(), bytesOf(first, news, ANSWER, server.ready()));
});

test("held after, the client has it and nothing of what follows", async () => {
  const { fates, decide } = openFates(holdsAt("after"));
  const { tap, sentDown, ended } = openGreetedTap({ wantsChannel }, fates);
  const waiting = tap.down(bytesOf(news, server.notification("other")));
  assert.deepEqual(sentDown(), news);
  decide("drop");
  await waiting;
  assert.deepEqual(ended, ["close"]);
});

test("dropped before, it takes its connection with it", async () => {
  const { fates, decide } = openFates(holdsAt("before"));
  const { tap, sentDown, ended } = openGreetedTap({ wantsChannel }, fates);
  const waiting = tap.down(news);
  decide("drop");
  await waiting;
  assert.deepEqual(ended, ["reset"]);
  assert.equal(sentDown().length, 0);
});

test("one that comes with an answer, as a server sends it before ReadyForQuery, does not hold the answer up", async () => {
  for (const edge of ["before", "after"]) {
    const { fates, decide } = openFates(holdsAt(edge));
    const { tap, sentDown } = openGreetedTap({ wantsChannel }, fates);
    tap.up(client.query("select 1"));
    const second = server.notification("wanted", "second");
    const waiting = tap.down(bytesOf(ANSWER, news, second, server.ready()));
    const early = bytesOf(ANSWER, ...(edge === "after" ? [news] : []), server.ready());
    assert.deepEqual(sentDown(), early, edge);
    decide("release");
    await new Promise((resolve) => setImmediate(resolve));
    decide("release");
    await waiting;
    assert.deepEqual(sentDown(), bytesOf(early, ...(edge === "after" ? [] : [news]), second), edge);
  }
});

test("one that comes with an answer that is held itself is asked about after the answer, and stays behind it", async () => {
  const { fates, decide } = openFates(({ edge, message }) => edge === "after" && isExchange(message));
  const { tap, sentDown, notified } = openGreetedTap({ wantsChannel }, fates);
  tap.up(client.query("commit"));
  const down = bytesOf(server.complete("COMMIT"), news, server.ready());
  const waiting = tap.down(down);
  assert.deepEqual(notified, []);
  assert.equal(sentDown().length, 0);
  decide("release");
  await waiting;
  assert.deepEqual(notified.length, 2);
  assert.deepEqual(sentDown(), down);
});

test("a statement that was sent when a notification came first is answered behind it", async () => {
  const { fates, decide } = openFates(holdsAt("before"));
  const { tap, sentDown } = openGreetedTap({ wantsChannel }, fates);
  tap.up(client.query("select 1"));
  const waiting = tap.down(bytesOf(news, ANSWER, server.ready()));
  assert.equal(sentDown().length, 0);
  decide("release");
  await waiting;
  assert.deepEqual(sentDown(), bytesOf(news, ANSWER, server.ready()));
});

test("a notification that is too short for one makes the connection blind, and passes", () => {
  const unseen: unknown[] = [];
  const { tap, sentDown } = openGreetedTap({ wantsChannel, unseen: (entry) => void unseen.push(entry) });
  const down = bytesOf(frame("A", Buffer.from("x")), news);
  tap.down(down);
  assert.deepEqual(sentDown(), down);
  assert.equal(unseen.length, 1);
});

test("a rule loses notifications on its channel and no others; undone, none", async () => {
  const { tap, rules, sentDown } = openGreetedTap();
  const laid = rules.lay({ on: "notifications", channel: "want*", loses: true });
  const other = server.notification("other");
  tap.down(bytesOf(news, other, news));
  assert.deepEqual(sentDown(), other);
  assert.equal(laid.hits, 2);
  await laid[Symbol.asyncDispose]();
  tap.down(news);
  assert.deepEqual(sentDown(), bytesOf(other, news));
});

test("a rule that cuts leaves the answer before it whole", () => {
  for (const [cut, end] of [
    ["before", "reset"],
    ["answered", "close"],
  ] as const) {
    const { tap, rules, sentDown, ended } = openGreetedTap();
    rules.lay({ on: "notifications", cut });
    tap.up(client.query("select 1"));
    tap.down(bytesOf(ANSWER, news, server.ready()));
    assert.deepEqual(sentDown(), bytesOf(ANSWER, server.ready(), ...(cut === "answered" ? [news] : [])), cut);
    assert.deepEqual(ended, [end]);
  }
});

test("a delay holds up what follows, until its rule is undone", async () => {
  const { tap, rules, sentDown } = openGreetedTap();
  const laid = rules.lay({ on: "notifications", delayMs: 60_000 });
  tap.up(client.query("select 1"));
  const waiting = tap.down(bytesOf(news, ANSWER, server.ready()));
  assert.equal(sentDown().length, 0);
  await laid[Symbol.asyncDispose]();
  await waiting;
  assert.deepEqual(sentDown(), bytesOf(news, ANSWER, server.ready()));
});

const turn = fc.oneof(
  fc.record({ is: fc.constant("notification" as const), wanted: fc.boolean(), payload: fc.string({ maxLength: 20 }) }),
  fc.record({
    is: fc.constant("exchange" as const),
    sql: fc.constantFrom("select wanted", "select 1", "commit"),
    within: fc.array(fc.boolean(), { maxLength: 3 }),
  }),
);
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });
const holds = fc.constantFrom("nothing", "before", "after", "answers");

/** Cuts bytes at places in [0, 1]. */
function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const ends = [...at.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end)).filter(({ length }) => length > 0);
}

const framesOf = (bytes: Buffer): string[] => {
  const frames: string[] = [];
  for (let at = 0; at < bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    frames.push(bytes.toString("latin1", at, at + 1 + bytes.readInt32BE(at + 1)));
  }
  return frames;
};
const isNews = (each: string): boolean => each.startsWith("A");

test("however bytes are cut and whatever is held, nothing is lost, and answers and notifications each keep their order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 8 }), places, holds, async (turns, cuts, held) => {
      const isHeld = ({ edge, message }: Sighting): boolean =>
        isNotification(message) ? held === edge : held === "answers" && edge === "after";
      const { tap, sentDown, notified } = openGreetedTap({ wantsChannel }, (sighting) =>
        isHeld(sighting) ? Promise.resolve("release") : undefined,
      );
      const say = (wanted: boolean, payload: string): Buffer =>
        server.notification(wanted ? "wanted" : "other", payload.replaceAll("\0", ""));
      const down = turns.map((each) => {
        if (each.is === "notification") return say(each.wanted, each.payload);
        tap.up(client.query(each.sql));
        return bytesOf(ANSWER, ...each.within.map((wanted, at) => say(wanted, `${at}`)), server.ready());
      });
      const said = bytesOf(...down);
      for (const chunk of cut(said, cuts)) await tap.down(chunk);
      const expected = framesOf(said);
      const came = framesOf(sentDown());
      if (held === "nothing" || held === "answers") assert.deepEqual(came, expected);
      assert.deepEqual(came.filter(isNews).sort(), expected.filter(isNews).sort());
      const isOfWanted = (each: string): boolean => isNews(each) && each.includes("wanted");
      assert.deepEqual(came.filter(isOfWanted), expected.filter(isOfWanted));
      const isAnswer = (each: string): boolean => !isNews(each);
      assert.deepEqual(came.filter(isAnswer), expected.filter(isAnswer));
      assert.equal(notified.length, 2 * expected.filter(isOfWanted).length);
    }),
    { numRuns: 300 },
  );
});

test("the process that sent the NOTIFY and the one that serves the client are told", () => {
  const seen: unknown[] = [];
  const { tap } = openGreetedTap({ wantsChannel }, ({ message }) => void seen.push(message));
  tap.down(frame("A", int32(41), Buffer.from("wanted\0p\0")));
  assert.deepEqual(seen[0], {
    channel: "wanted",
    payload: "p",
    sender: 41,
    backend: 7,
    to: { role: "worker", index: 0 },
  });
});
