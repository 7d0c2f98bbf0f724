import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { DependencyLane, DependencyServer } from "@chaos-packs/contract/kind";
import fc from "fast-check";
import pg from "pg";
import type { PostgresOwn } from "../../src/lane/own.ts";
import { postgres } from "../../src/postgres.ts";
import type { Exchange } from "../../src/tap/seen-statement.ts";
import { StatementTexts } from "../../src/tap/statement-texts.ts";
import { frame, int32, server as say } from "../frames.ts";
import { openTap } from "../open-tap.ts";
import { sendBatch } from "../send-batch.ts";
import { openContext } from "../support.ts";
import { cutAt, type Message, readByReference, readByUs } from "./read-messages.ts";
import { allOf, recordTraffic, type Traffic } from "./record-traffic.ts";

let opened: Awaited<ReturnType<typeof openContext>>;
let server: DependencyServer<PostgresOwn>;
let lane: DependencyLane<PostgresOwn>;
let traffic: Traffic;

before(async () => {
  opened = await openContext();
  server = await postgres({ schema: "create table items (id int primary key, value text)" }).start(opened.context);
  lane = await server.openLane("recorded", opened.context.signal);
  traffic = await recordTraffic(lane.own.url, everyKindOfTraffic);
});
after(async () => {
  await lane[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await opened[Symbol.asyncDispose]();
});

const fails = (work: Promise<unknown>) => assert.rejects(work);

/** Simple and extended queries, names, portions, cursors, COPY both ways, batches, errors, notices and notifications. */
async function everyKindOfTraffic(client: pg.Client): Promise<void> {
  await client.query("listen channel; select 1; ; select 'a' as \"A column\", null, repeat('x', 9000)");
  await client.query("insert into items select n, 'value ' || n from generate_series(1, $1::int) n", [300]);
  for (const id of [1, 2, 301])
    await client.query({
      name: "by id",
      text: "select id, value, id::float8, now() from items where id = $1",
      values: [id],
    });
  await client.query({
    text: "select id, value from items where id = any($1)",
    values: [[1, 2]],
    binary: true,
  } as never);
  await portions(client);
  await client.query("begin; declare c cursor for select id from items order by id; fetch 3 from c; fetch 0 from c");
  await client.query("notify channel, 'payload'; commit");
  await copyOut(client);
  await copyIn(client, "1001\tcopied\n1002\t\\N\n");
  await fails(copyIn(client, "no number\tcopied\n"));
  await sendBatch(client, ["update items set value = 'b' where id = $1", 1], ["delete from items where id = 0"], [""]);
  await fails(sendBatch(client, ["select 1"], ["select 1/0"], ["select 2"]));
  await fails(client.query("select 1; nonsense"));
  await fails(client.query("select * from items where id = $1", ["no number"]));
  await client.query("do $$ begin raise notice 'a notice'; raise warning using errcode = '01004'; end $$");
  await client.query("set application_name = 'other'; set standard_conforming_strings = on");
  await client.query("");
}

const ended = (client: pg.Client, query: pg.Query): Promise<void> =>
  new Promise((resolve, reject) => {
    query.on("end", () => resolve());
    query.on("error", reject);
    client.query(query);
  });
const portions = (client: pg.Client): Promise<void> =>
  ended(client, new pg.Query({ text: "select id from items order by id", values: [], rows: 70 } as never));
const copyOut = (client: pg.Client): Promise<void> =>
  ended(client, Object.assign(new pg.Query("copy items to stdout"), { handleCopyData() {} }));
function copyIn(client: pg.Client, data: string): Promise<void> {
  const { connection } = client as unknown as {
    connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };
  };
  const handleCopyInResponse = (): void => {
    connection.sendCopyFromChunk(Buffer.from(data));
    connection.endCopyFrom();
  };
  return ended(client, Object.assign(new pg.Query("copy items from stdin"), { handleCopyInResponse }));
}

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 60 });

test("recorded from a real server, each message is read as pg-protocol reads it, however the bytes are cut", () => {
  const down = allOf(traffic, "down");
  const expected = readByReference([down]);
  const kinds = new Set(expected.map(([name]) => name));
  for (const kind of RECORDED) assert.ok(kinds.has(kind), `no ${kind} was recorded`);
  assert.deepEqual(readByUs([down]), expected);
  fc.assert(
    fc.property(places, (cuts) => assert.deepEqual(readByUs(cutAt(down, cuts)), expected)),
    { numRuns: 50 },
  );
});

const RECORDED = [
  "bindComplete",
  "commandComplete",
  "copyData",
  "copyDone",
  "copyInResponse",
  "copyOutResponse",
  "dataRow",
  "emptyQuery",
  "error",
  "notice",
  "notification",
  "parameterStatus",
  "parseComplete",
  "portalSuspended",
  "readyForQuery",
  "rowDescription",
];

/** What a statement came to: how many rows it returned, and its tag. */
type Outcome = readonly [rows: number, command: string, affected: number | undefined];

/** By the messages of pg-protocol: all rows up to a tag are one statement's, those of portions too. */
function outcomesIn(messages: readonly Message[]): readonly Outcome[] {
  const outcomes: Outcome[] = [];
  let rows = 0;
  let suspended = 0;
  for (const [name, content] of messages) {
    if (name === "dataRow") rows++;
    if (name === "portalSuspended") suspended = rows;
    if (name === "commandComplete") {
      const [, command = "", last] = /^([A-Z ]+?)(?: 0(?= ))?(?: (\d+))?$/.exec(String(content)) ?? [];
      outcomes.push([rows, command, last === undefined ? undefined : suspended + Number(last)]);
    }
    if (name === "commandComplete" || name === "error") {
      rows = 0;
      suspended = 0;
    }
  }
  return outcomes;
}

test("of recorded traffic the tap sees what pg-protocol reads of it: each statement's rows, command and affected rows", () => {
  const expected = outcomesIn(readByReference([allOf(traffic, "down")]));
  fc.assert(
    fc.property(places, (cuts) => {
      const outcomes: Outcome[] = [];
      const { tap, sentUp, sentDown } = openTap({ texts: new StatementTexts(() => true) }, ({ edge, message }) => {
        const { statement, statements } = message as Exchange;
        const { rows, command, affected } = statement;
        if (edge === "before" || command === undefined || !statements.includes(statement)) return undefined;
        // What FETCH brings is the cursor's, too.
        outcomes.push(command === "DECLARE CURSOR" ? [0, command, undefined] : [rows.length, command, affected]);
        return undefined;
      });
      for (const { direction, bytes } of traffic)
        for (const chunk of cutAt(bytes, cuts)) void (direction === "up" ? tap.up(chunk) : tap.down(chunk));
      assert.ok(sentUp().equals(allOf(traffic, "up")));
      assert.ok(sentDown().equals(allOf(traffic, "down")));
      assert.deepEqual(outcomes, expected);
    }),
    { numRuns: 20 },
  );
});

test("of recorded traffic the tap sees the notifications that pg-protocol reads of it, in their order", () => {
  const expected = readByReference([allOf(traffic, "down")]).filter(([kind]) => kind === "notification");
  assert.ok(expected.length > 0);
  fc.assert(
    fc.property(places, (cuts) => {
      const { tap, notified, sentDown } = openTap({ wantsChannel: () => true });
      for (const { direction, bytes } of traffic)
        for (const chunk of cutAt(bytes, cuts)) void (direction === "up" ? tap.up(chunk) : tap.down(chunk));
      assert.ok(sentDown().equals(allOf(traffic, "down")));
      const seen = notified.filter(([edge]) => edge === "before").map(([, channel, payload]) => [channel, payload]);
      assert.deepEqual(
        seen,
        expected.map(([, , channel, payload]) => [channel, payload]),
      );
    }),
    { numRuns: 20 },
  );
});

const value = fc.option(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.constant("x".repeat(3_000))), {
  nil: null,
});
const name = fc.string().map((each) => each.replaceAll("\0", ""));
const message = fc.oneof(
  fc.array(value, { maxLength: 20 }).map(say.row),
  fc.array(fc.record({ name, type: fc.nat(), isBinary: fc.boolean() }), { maxLength: 20 }).map(say.columns),
  fc.array(fc.nat(), { maxLength: 20 }).map(say.parameters),
  fc
    .constantFrom("INSERT 0 0", "INSERT 0 12", "UPDATE 0", "UPDATE 7", "SELECT 123456", "CREATE TABLE", "BEGIN")
    .map(say.complete),
  fc.constantFrom("I" as const, "T" as const, "E" as const).map(say.ready),
  fc.constantFrom("23505", "40001", "57P01").map(say.error),
  fc.constantFrom(say.parsed(), say.bound(), say.noData(), frame("3"), frame("s"), frame("I"), frame("c")),
  fc
    .tuple(fc.nat(), name, name)
    .map(([pid, channel, payload]) => frame("A", int32(pid), Buffer.from(`${channel}\0${payload}\0`))),
  fc.tuple(name, name).map(([key, setting]) => frame("S", Buffer.from(`${key}\0${setting}\0`))),
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => frame("d", Buffer.from(bytes))),
);

test("generated messages of any kind and in any order are read as pg-protocol reads them, however they are cut", () => {
  fc.assert(
    fc.property(fc.array(message, { maxLength: 30 }), places, (messages, cuts) => {
      const bytes = Buffer.concat(messages);
      const chunks = cutAt(bytes, cuts);
      assert.deepEqual(readByUs(chunks), readByReference([bytes]));
      assert.deepEqual(readByUs(chunks), readByReference(chunks));
    }),
    { numRuns: 500 },
  );
});
