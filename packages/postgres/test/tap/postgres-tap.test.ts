import assert from "node:assert/strict";
import test from "node:test";
import type { Fate } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import type { Conversation } from "../../src/tap/conversation.ts";
import { client, frame, int32, server } from "../frames.ts";
import { openGreetedTap, openTap, type plainOf } from "../open-tap.ts";

const bytesOf = (...frames: readonly Buffer[]): Buffer => Buffer.concat(frames);

/** Cuts bytes at places in [0, 1]. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const at = [0, ...places.map((place) => Math.floor(place * bytes.length)).sort((a, b) => a - b), bytes.length];
  return at.slice(1).map((end, index) => bytes.subarray(at[index], end));
}
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 });

const value = fc.option(fc.oneof(fc.string({ maxLength: 40 }), fc.constant("x".repeat(3_000))), { nil: null });
const exchange = fc.record({
  sql: fc.constantFrom("select 1", "insert into wanted values ($1, $2)", "select wanted", "begin", "commit"),
  isExtended: fc.boolean(),
  parameters: fc.array(value, { maxLength: 3 }),
  rows: fc.array(fc.array(value, { minLength: 2, maxLength: 2 }), { maxLength: 5 }),
  fails: fc.boolean(),
});

type Spoken = { readonly up: Buffer; readonly down: Buffer };

function speak({ sql, isExtended, parameters, rows, fails }: ReturnType<typeof exchange.generate>["value"]): Spoken {
  const answer = fails
    ? [server.error("23505")]
    : [
        server.columns([{ name: "a" }, { name: "b" }]),
        ...rows.map(server.row),
        server.complete(`SELECT ${rows.length}`),
      ];
  if (!isExtended) return { up: client.query(sql), down: bytesOf(...answer, server.ready()) };
  return {
    up: bytesOf(
      client.parse("", sql),
      client.bind("", parameters),
      frame("D", Buffer.from("P\0")),
      client.execute(),
      client.sync(),
    ),
    down: bytesOf(server.parsed(), server.bound(), ...answer, server.ready()),
  };
}

test("however the bytes are cut, the same exchanges are seen and the same bytes come out", () => {
  fc.assert(
    fc.property(fc.array(exchange, { minLength: 1, maxLength: 5 }), places, places, (exchanges, upCuts, downCuts) => {
      const spoken = exchanges.map(speak);
      const run = (isCut: boolean) => {
        const { tap, sentUp, sentDown, sightings } = openGreetedTap();
        const up = bytesOf(...spoken.map((each) => each.up));
        const down = bytesOf(...spoken.map((each) => each.down));
        for (const chunk of cut(up, isCut ? upCuts : [])) assert.equal(tap.up(chunk), undefined);
        for (const chunk of cut(down, isCut ? downCuts : [])) assert.equal(tap.down(chunk), undefined);
        assert.deepEqual(sentUp(), up);
        assert.deepEqual(sentDown(), down);
        return sightings;
      };
      const wanted = exchanges.filter(({ sql }) => /wanted|commit/.test(sql)).length;
      const whole = run(false);
      assert.equal(whole.length, 2 * wanted);
      assert.deepEqual(run(true), whole);
    }),
    { numRuns: 300 },
  );
});

test("garbage never makes the tap throw, and what is sent on of it is unchanged and in order", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.uint8Array({ maxLength: 300 }),
      places,
      fc.boolean(),
      (up, down, cuts, isGreeted) => {
        const { tap, sentUp, sentDown } = isGreeted ? openGreetedTap() : openTap();
        for (const chunk of cut(Buffer.from(up), cuts)) tap.up(chunk);
        for (const chunk of cut(Buffer.from(down), cuts)) tap.down(chunk);
        // What may still become a frame is kept; what was sent is the beginning of what came.
        assert.deepEqual(sentUp(), Buffer.from(up).subarray(0, sentUp().length));
        assert.deepEqual(sentDown(), Buffer.from(down).subarray(0, sentDown().length));
      },
    ),
    { numRuns: 500 },
  );
});

test("a conversation in which bytes were changed never makes the tap throw, and what is sent on of it is what came", () => {
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    byte: fc.integer({ min: 0, max: 255 }),
  });
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(
      fc.array(exchange, { minLength: 1, maxLength: 4 }),
      changes,
      changes,
      places,
      (exchanges, upwards, downwards, cuts) => {
        const changed = (bytes: Buffer, all: readonly { at: number; byte: number }[]): Buffer => {
          for (const { at, byte } of all) bytes[Math.floor(at * bytes.length)] = byte;
          return bytes;
        };
        const spoken = exchanges.map(speak);
        const up = changed(bytesOf(...spoken.map((each) => each.up)), upwards);
        const down = changed(bytesOf(...spoken.map((each) => each.down)), downwards);
        const { tap, sentUp, sentDown } = openGreetedTap();
        for (const chunk of cut(up, cuts)) tap.up(chunk);
        for (const chunk of cut(down, cuts)) tap.down(chunk);
        assert.ok(up.subarray(0, sentUp().length).equals(sentUp()));
        assert.ok(down.subarray(0, sentDown().length).equals(sentDown()));
      },
    ),
    { numRuns: 1_000 },
  );
});

test("a frame that cannot be makes the tap blind: everything held and everything later passes", () => {
  const { tap, sentUp, sentDown, sightings } = openGreetedTap();
  const broken = bytesOf(client.parse("", "select wanted"), frame("!", int32(1)), client.query("select wanted"));
  tap.up(broken);
  assert.deepEqual(sentUp(), broken);
  tap.down(Buffer.from("anything"));
  assert.equal(sentDown().toString(), "anything");
  assert.equal(sightings.length, 0);
});

test("a Bind with false inner lengths makes the tap blind", () => {
  const { tap, sentUp } = openGreetedTap();
  const bytes = bytesOf(
    client.parse("", "select wanted"),
    frame("B", Buffer.from([0, 0, 0, 0, 0, 9, 0, 0, 9, 9])),
    client.execute(),
  );
  tap.up(bytes);
  assert.deepEqual(sentUp(), bytes);
});

test("a row with false inner lengths makes the tap blind, and the answer passes as it came", () => {
  const { tap, sentDown } = openGreetedTap();
  tap.up(client.query("select wanted"));
  const answer = bytesOf(
    server.columns([{ name: "a" }]),
    frame("D", Buffer.from([0, 1, 0, 0, 0, 9, 65])),
    server.complete("SELECT 1"),
    server.ready(),
  );
  tap.down(answer);
  assert.deepEqual(sentDown(), answer);
});

test("TLS is refused in the link, and the server hears only of the startup", () => {
  const { tap, sentUp, sentDown } = openTap();
  tap.up(client.ssl());
  assert.equal(sentDown().toString(), "N");
  assert.equal(sentUp().length, 0);
  tap.up(client.startup());
  assert.deepEqual(sentUp(), client.startup());
});

test("with TLS passed through, a server without it is still understood and one with it is passed blindly", () => {
  for (const [answer, seen] of [
    ["N", 1],
    ["S", 0],
  ] as const) {
    const { tap, sentUp, sentDown, sightings } = openTap({ tls: "pass-through" });
    tap.up(client.ssl());
    tap.down(Buffer.from(answer));
    const rest = bytesOf(client.startup(), client.query("select wanted"));
    tap.up(rest);
    assert.deepEqual(sentUp(), bytesOf(client.ssl(), rest));
    assert.equal(sentDown().toString(), answer);
    assert.equal(sightings.length, seen);
  }
});

test("a CancelRequest passes as it is", () => {
  const { tap, sentUp } = openTap();
  tap.up(client.cancel());
  assert.deepEqual(sentUp(), client.cancel());
});

test("what is held before is not sent until it is released, and what follows stays behind it", async () => {
  let release: (fate: Fate) => void = () => {};
  const { tap, sentUp } = openGreetedTap({}, ({ edge }) =>
    edge === "before"
      ? new Promise((resolve) => {
          release = resolve;
        })
      : undefined,
  );
  const up = bytesOf(client.query("select wanted"), client.query("select 2"));
  const done = tap.up(up);
  assert.ok(done);
  assert.equal(sentUp().length, 0);
  release("release");
  await done;
  assert.deepEqual(sentUp(), up);
});

test("what is dropped takes its connection with it: before, the server never hears of it; after, the client never does", async () => {
  for (const dropped of ["before", "after"] as const) {
    const { tap, sentUp, sentDown, ended } = openGreetedTap({}, ({ edge }) =>
      edge === dropped ? Promise.resolve("drop") : undefined,
    );
    await tap.up(client.query("select wanted"));
    await tap.down(bytesOf(server.complete("SELECT 0"), server.ready()));
    assert.deepEqual(ended, ["reset"]);
    assert.equal(dropped === "before" ? sentUp().length : sentDown().length, 0);
  }
});

test("a wanted answer is held whole; one that nobody wants is streamed, also in the middle of a row", () => {
  const { tap, sentDown } = openGreetedTap();
  tap.up(client.query("select wanted"));
  const row = bytesOf(server.columns([{ name: "a" }]), server.row(["x".repeat(1_000)]));
  tap.down(row);
  assert.equal(sentDown().length, 0);
  const end = bytesOf(server.complete("SELECT 1"), server.ready());
  tap.down(end);
  assert.deepEqual(sentDown(), bytesOf(row, end));
  tap.up(client.query("select 2"));
  tap.down(row.subarray(0, 500));
  assert.deepEqual(sentDown(), bytesOf(row, end, row.subarray(0, 500)));
});

const seenIn = (sightings: readonly { edge: string; exchange: ReturnType<typeof plainOf> }[], edge: string) =>
  sightings.filter((sighting) => sighting.edge === edge).map(({ exchange }) => exchange);

test("a statement prepared and described earlier is known by its name, with its types and columns", () => {
  const { tap, sightings } = openGreetedTap();
  tap.up(bytesOf(client.parse("s1", "select a, b from wanted where id = $1"), client.describe("s1"), client.sync()));
  tap.down(
    bytesOf(
      server.parsed(),
      server.parameters([23]),
      server.columns([{ name: "a", type: 23 }, { name: "b" }]),
      server.ready(),
    ),
  );
  assert.equal(sightings.length, 0);
  const how = { isBinary: true, areRowsBinary: true };
  tap.up(bytesOf(client.bind("s1", [int32(7)], how), client.execute(), client.sync()));
  tap.down(
    bytesOf(server.bound(), server.row([int32(5), Buffer.from("x")]), server.complete("SELECT 1"), server.ready()),
  );
  const [[seen] = []] = seenIn(sightings, "after");
  assert.deepEqual(seen?.parameters, ["7"]);
  assert.deepEqual(seen?.columns, ["a", "b"]);
  assert.deepEqual(seen?.rows, [["5", "x"]]);
});

test("a Parse that failed leaves its name to what it stood for before", () => {
  const { tap, sightings } = openGreetedTap();
  tap.up(bytesOf(client.parse("s1", "select wanted"), client.sync()));
  tap.down(bytesOf(server.parsed(), server.ready()));
  tap.up(bytesOf(client.parse("s1", "select other"), client.sync()));
  tap.down(bytesOf(server.error("42P05"), server.ready()));
  tap.up(bytesOf(client.bind("s1", []), client.execute(), client.sync()));
  assert.equal(seenIn(sightings, "before").length, 1);
});

test("a COMMIT that the server answers with ROLLBACK has failed", () => {
  const { tap, sightings } = openGreetedTap();
  tap.up(client.query("commit"));
  tap.down(bytesOf(server.complete("ROLLBACK"), server.ready()));
  assert.equal(seenIn(sightings, "after")[0]?.[0]?.failed, "25P02");
});

test("the Sync that a server overlooks in a COPY does not put answers out of step", () => {
  const { tap, sentUp, sentDown, sightings } = openGreetedTap();
  const start = bytesOf(
    client.parse("", "copy wanted from stdin"),
    client.bind("", []),
    client.execute(),
    client.sync(),
  );
  tap.up(start);
  tap.down(bytesOf(server.parsed(), server.bound(), server.copyIn()));
  assert.equal(sentDown().length, server.parsed().length + server.bound().length + server.copyIn().length);
  const data = bytesOf(client.copyData("1\n".repeat(500)), client.copyDone(), client.sync());
  tap.up(data);
  assert.deepEqual(sentUp(), bytesOf(start, data));
  tap.down(bytesOf(server.complete("COPY 500"), server.ready()));
  tap.up(client.query("select wanted"));
  tap.down(bytesOf(server.columns([{ name: "a" }]), server.row(["1"]), server.complete("SELECT 1"), server.ready()));
  assert.deepEqual(
    seenIn(sightings, "after").map(([seen]) => seen?.rows),
    [[], [["1"]]],
  );
});

test("a client that flushes before its Sync gets its answers, and is asked about once at each edge", () => {
  const { tap, sentDown, sightings } = openGreetedTap();
  tap.up(bytesOf(client.parse("", "select wanted"), client.flush()));
  tap.down(server.parsed());
  assert.deepEqual(sentDown(), server.parsed());
  tap.up(bytesOf(client.bind("", []), client.execute(), client.flush()));
  const row = bytesOf(server.bound(), server.row(["1"]), server.complete("SELECT 1"));
  tap.down(row);
  assert.deepEqual(sentDown(), bytesOf(server.parsed(), row));
  tap.up(client.sync());
  tap.down(server.ready());
  assert.deepEqual(
    sightings.map(({ edge }) => edge),
    ["before", "after"],
  );
  assert.deepEqual(sightings[1]?.exchange[0]?.rows, [["1"]]);
});

test("positions count within a transaction, and start again after it", () => {
  const { tap, sightings } = openGreetedTap();
  for (const [sql, status] of [
    ["begin", "T"],
    ["select 1", "T"],
    ["select wanted", "T"],
    ["commit", "I"],
    ["select wanted", "I"],
  ] as const) {
    tap.up(client.query(sql));
    tap.down(bytesOf(server.complete("X"), server.ready(status)));
  }
  assert.deepEqual(
    seenIn(sightings, "before").map(([seen]) => [seen?.fingerprint, seen?.position]),
    [
      ["select wanted", 2],
      ["commit", 3],
      ["select wanted", 1],
    ],
  );
});

test("an error after which the server ends the connection ends the exchange: it is seen as failed, and the client is told", () => {
  const { tap, sentDown, sightings } = openGreetedTap();
  const error = frame("E", Buffer.from("SFATAL\0VFATAL\0C57P01\0Mending\0\0"));
  tap.up(client.query("select wanted"));
  tap.down(bytesOf(server.columns([{ name: "a" }]), server.row(["1"]), error));
  assert.equal(sightings.at(-1)?.edge, "after");
  assert.equal(sightings.at(-1)?.exchange[0]?.failed, "57P01");
  assert.ok(sentDown().subarray(-error.length).equals(error));
});

test("the process that serves a connection is told with every exchange, and an exchange that is held counts as under way", async () => {
  const talks = new Set<Conversation>();
  let backend: unknown;
  let release: (fate: Fate) => void = () => {};
  const { tap } = openGreetedTap({ talks }, ({ edge, message }) => {
    ({ backend } = message as { backend: number });
    return edge === "before" ? new Promise<Fate>((resolve) => (release = resolve)) : undefined;
  });
  assert.equal(tap.isBusy?.(), false);
  const held = tap.up(client.query("select wanted"));
  assert.equal(backend, 7);
  assert.equal(tap.isBusy?.(), true);
  assert.equal([...talks][0]?.isUnderWay, true);
  release("release");
  await held;
  tap.down(bytesOf(server.complete("SELECT 0"), server.ready("T")));
  assert.equal([...talks][0]?.isUnderWay, false);
  assert.equal(tap.isBusy?.(), true); // in a transaction
  tap.closed?.();
  assert.equal(talks.size, 0);
});
