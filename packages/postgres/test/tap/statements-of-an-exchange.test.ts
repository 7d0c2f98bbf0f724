import assert from "node:assert/strict";
import test from "node:test";
import type { Fate, UnseenReport } from "@chaos-packs/contract/kind";
import type { Exchange } from "../../src/tap/seen-statement.ts";
import { client, frame, int32, server } from "../frames.ts";
import { openGreetedTap, openTap } from "../open-tap.ts";

const bytesOf = (...frames: readonly Buffer[]): Buffer => Buffer.concat(frames);

type Options = NonNullable<Parameters<typeof openTap>[0]>;

/** A tap, and what it was asked about: edge, statement, and what is known of it. */
function openAsked(
  options: Options = {},
  answer: (edge: string, print: string) => Promise<Fate> | undefined = () => undefined,
) {
  const asked: { edge: string; statement: Exchange["statement"]; message: Exchange }[] = [];
  const opened = openGreetedTap(options, ({ edge, message }) => {
    const exchange = message as Exchange;
    asked.push({ edge, statement: exchange.statement, message: exchange });
    return answer(edge, exchange.statement.fingerprint);
  });
  const seen = (edge: string) => asked.filter((each) => each.edge === edge).map(({ statement }) => statement);
  return { ...opened, asked, seen };
}

const batch = (...statements: readonly (readonly [sql: string, ...values: string[]])[]): Buffer =>
  bytesOf(
    ...statements.flatMap(([sql, ...values]) => [client.parse("", sql), client.bind("", values), client.execute()]),
    client.sync(),
  );
const done = (tag: string): Buffer => bytesOf(server.parsed(), server.bound(), server.complete(tag));

test("each statement of one text is asked about by itself: all before anything is sent, and all again when all is done", () => {
  const { tap, asked, sentUp } = openAsked();
  const up = client.query("insert into wanted values (1); select 1; insert into wanted values (2), (3)");
  tap.up(up);
  assert.deepEqual(sentUp(), up);
  tap.down(
    bytesOf(server.complete("INSERT 0 1"), server.complete("SELECT 1"), server.complete("INSERT 0 2"), server.ready()),
  );
  assert.deepEqual(
    asked.map(({ edge, statement }) => [edge, statement.sql, statement.position]),
    [
      ["before", "insert into wanted values (1)", 1],
      ["before", "insert into wanted values (2), (3)", 3],
      ["after", "insert into wanted values (1)", 1],
      ["after", "insert into wanted values (2), (3)", 3],
    ],
  );
  assert.deepEqual(
    asked.slice(2).map(({ statement: { affected, command } }) => [affected, command]),
    [
      [1, "INSERT"],
      [2, "INSERT"],
    ],
  );
});

test("each Execute of one batch is asked about with its own parameters and rows", () => {
  const { tap, seen } = openAsked();
  tap.up(batch(["select wanted where id = $1", "1"], ["select 2"], ["select wanted where id = $1", "3"]));
  const row = (value: string) =>
    bytesOf(server.parsed(), server.bound(), server.row([value]), server.complete("SELECT 1"));
  tap.down(bytesOf(row("a"), row("b"), row("c"), server.ready()));
  assert.deepEqual(
    seen("after").map(({ parameters, rows, affected }) => [parameters, rows, affected]),
    [
      [["1"], [["a"]], 1],
      [["3"], [["c"]], 1],
    ],
  );
});

test("the first statement of a batch that is dropped takes all of it along, and nobody is asked about the rest", async () => {
  const { tap, seen, sentUp, ended } = openAsked({}, (edge) =>
    edge === "before" ? Promise.resolve("drop") : undefined,
  );
  await tap.up(client.query("select wanted; select wanted"));
  assert.deepEqual(ended, ["reset"]);
  assert.equal(sentUp().length, 0);
  assert.equal(seen("before").length, 1);
});

test("the second statement of a batch is asked about when the first is released, while all of it is held", async () => {
  let release: (fate: Fate) => void = () => {};
  const { tap, seen, sentUp } = openAsked({}, (edge) =>
    edge === "before" ? new Promise((resolve) => (release = resolve)) : undefined,
  );
  const up = batch(["select wanted 1"], ["select wanted 2"]);
  const sent = tap.up(up);
  assert.equal(seen("before").length, 1);
  release("release");
  while (seen("before").length < 2) await Promise.resolve();
  assert.equal(sentUp().length, 0);
  release("release");
  await sent;
  assert.deepEqual(sentUp(), up);
});

test("what stands before a statement in its transaction is known in a text too; without BEGIN there is none", () => {
  const { tap, asked } = openAsked();
  tap.up(client.query("begin; select wanted 1; commit; select wanted 2; select wanted 3"));
  assert.deepEqual(
    asked.map(({ statement, message }) => [statement.fingerprint, message.transaction.map((each) => each.fingerprint)]),
    [
      ["select wanted ?", ["begin"]],
      ["commit", ["begin", "select wanted ?"]],
      ["select wanted ?", []],
      ["select wanted ?", []],
    ],
  );
});

test("statements of other exchanges that are on their way belong to no transaction that was not begun", () => {
  const { tap, asked } = openAsked();
  tap.up(bytesOf(batch(["select wanted 1"]), batch(["select wanted 2"])));
  assert.deepEqual(
    asked.map(({ statement: { position }, message: { transaction } }) => [position, transaction.length]),
    [
      [1, 0],
      [1, 0],
    ],
  );
});

test("an error in a batch fails what follows it, and has undone what came before it without BEGIN", () => {
  const { tap, seen } = openAsked();
  tap.up(batch(["insert into wanted 1"], ["insert into wanted 2"], ["insert into wanted 3"]));
  tap.down(bytesOf(done("INSERT 0 1"), server.parsed(), server.error("23505"), server.ready()));
  assert.deepEqual(
    seen("after").map(({ failed }) => failed),
    ["23505", "23505", "23505"],
  );
});

test("an error undoes neither what a COMMIT in the batch has made sure of nor what a BEGIN has left to its own COMMIT", () => {
  for (const [sql, expected] of [
    [
      "insert into wanted 1; commit; insert into wanted 2; insert into wanted 3",
      [undefined, undefined, "23505", "23505"],
    ],
    ["begin; insert into wanted 1; insert into wanted 2", [undefined, "23505"]],
  ] as const) {
    const { tap, seen } = openAsked();
    tap.up(client.query(sql));
    const before = sql.startsWith("begin") ? ["BEGIN", "INSERT 0 1"] : ["INSERT 0 1", "COMMIT", "INSERT 0 1"];
    tap.down(bytesOf(...before.map(server.complete), server.error("23505"), server.ready("E")));
    assert.deepEqual(
      seen("after").map(({ failed }) => failed),
      expected,
    );
  }
});

test("what a client sends after an error, before its Sync, has failed too, and names that it parses there stay as they were", () => {
  const { tap, seen } = openAsked();
  tap.up(bytesOf(client.parse("", "select wanted 1"), client.bind("", []), client.execute(), client.flush()));
  tap.down(bytesOf(server.parsed(), server.error("22012")));
  tap.up(bytesOf(client.parse("s", "select wanted 2"), client.bind("s", []), client.execute(), client.sync()));
  tap.down(server.ready());
  assert.deepEqual(
    seen("after").map(({ failed }) => failed),
    ["22012", "22012"],
  );
  tap.up(bytesOf(client.bind("s", []), client.execute(), client.sync()));
  assert.equal(seen("before").length, 2);
});

const execute = (rows: number): Buffer => frame("E", Buffer.from("\0"), int32(rows));
const suspended = (): Buffer => frame("s");

test("Executes that go on with a portal are one statement: its rows and their number are those of all of them", () => {
  const { tap, seen } = openAsked();
  tap.up(bytesOf(client.parse("", "select wanted"), client.bind("", []), execute(2), client.flush()));
  tap.down(bytesOf(server.parsed(), server.bound(), server.row(["1"]), server.row(["2"]), suspended()));
  tap.up(bytesOf(execute(2), client.flush()));
  tap.down(bytesOf(server.row(["3"]), server.complete("SELECT 1")));
  tap.up(client.sync());
  tap.down(server.ready());
  assert.equal(seen("before").length, 1);
  assert.deepEqual(
    seen("after").map(({ rows, affected, answers }) => [rows.flat(), affected, answers]),
    [[["1", "2", "3"], 3, 1]],
  );
});

test("a portal that goes on in later exchanges is asked about after each, with all rows so far, and before once", () => {
  const { tap, asked } = openAsked();
  tap.up(client.query("begin"));
  tap.down(bytesOf(server.complete("BEGIN"), server.ready("T")));
  tap.up(bytesOf(client.parse("", "select wanted"), client.bind("", []), execute(1), client.sync()));
  tap.down(bytesOf(server.parsed(), server.bound(), server.row(["1"]), suspended(), server.ready("T")));
  const shown = () =>
    asked.map(({ edge, statement: { rows, answers, position } }) => [edge, rows.length, answers, position]);
  assert.deepEqual(shown().at(-1), ["after", 1, 1, 1]);
  tap.up(bytesOf(execute(1), client.sync()));
  tap.down(bytesOf(server.row(["2"]), server.complete("SELECT 1"), server.ready("T")));
  assert.deepEqual(shown(), [
    ["before", 2, 2, 1],
    ["after", 2, 2, 1],
    ["after", 2, 2, 1],
  ]);
  assert.equal(asked[0]?.statement.affected, 2);
});

test("what FETCH brings belongs to the cursor that was declared, quoted or not", () => {
  const { tap, seen } = openAsked();
  tap.up(client.query('begin; declare "c" cursor for select wanted'));
  tap.down(bytesOf(server.complete("BEGIN"), server.complete("DECLARE CURSOR"), server.ready("T")));
  const fetched = (...rows: string[]): Buffer =>
    bytesOf(
      server.columns([{ name: "id" }]),
      ...rows.map((row) => server.row([row])),
      server.complete(`FETCH ${rows.length}`),
      server.ready("T"),
    );
  tap.up(client.query("fetch forward 2 from c"));
  tap.down(fetched("1", "2"));
  tap.up(client.query("FETCH c"));
  tap.down(fetched("3"));
  const declared = seen("after").at(-1);
  assert.deepEqual(declared?.rows, [["1"], ["2"], ["3"]]);
  assert.deepEqual([declared?.row("id"), declared?.affected, declared?.answers], ["1", 3, 3]);
  assert.equal(seen("before").length, 1);
  tap.up(client.query("commit"));
  tap.down(bytesOf(server.complete("COMMIT"), server.ready()));
  tap.up(client.query("fetch c"));
  tap.down(bytesOf(server.error("34000"), server.ready()));
  assert.equal(declared?.answers, 3);
});

test("texts are read by the session's standard_conforming_strings, whenever the server tells of it", () => {
  const { tap, seen } = openAsked();
  const sql = "select 'a\\'; select wanted --'";
  tap.down(frame("S", Buffer.from("standard_conforming_strings\0off\0")));
  tap.up(client.query(sql));
  assert.equal(seen("before").length, 0);
  tap.down(
    bytesOf(server.complete("SELECT 1"), frame("S", Buffer.from("standard_conforming_strings\0on\0")), server.ready()),
  );
  tap.up(client.query(sql));
  assert.equal(seen("before").length, 1);
});

test("a statement that was closed is known no more, and one whose Close the server left out still is", () => {
  const { tap, seen } = openAsked();
  const close = (name: string): Buffer => frame("C", Buffer.from(`S${name}\0`));
  tap.up(bytesOf(client.parse("s", "select wanted"), client.sync()));
  tap.down(bytesOf(server.parsed(), server.ready()));
  tap.up(bytesOf(client.parse("", "nonsense"), close("s"), client.sync()));
  tap.down(bytesOf(server.error("42601"), server.ready()));
  const run = bytesOf(client.bind("s", []), client.execute(), client.sync());
  tap.up(run);
  tap.down(bytesOf(server.bound(), server.complete("SELECT 0"), server.ready()));
  assert.equal(seen("before").length, 1);
  tap.up(bytesOf(close("s"), client.sync()));
  tap.down(bytesOf(frame("3"), server.ready()));
  tap.up(run);
  assert.equal(seen("before").length, 1);
});

test("messages too long to be looked at pass as they come and are reported; what follows them is seen", () => {
  const unseen: UnseenReport[] = [];
  const { tap, sentUp, sentDown, seen } = openAsked({ longest: 20_000, unseen: (report) => unseen.push(report) });
  const long = "x".repeat(50_000);
  const ups = [
    [client.query(`select wanted '${long}'`), bytesOf(server.complete("SELECT 1"), server.ready())],
    [batch([`select wanted '${long}'`]), bytesOf(done("SELECT 1"), server.ready())],
    [
      batch(["select wanted 1"], ["select $1", long], ["select wanted 2"]),
      bytesOf(done("X 1"), done("X 1"), done("X 1"), server.ready()),
    ],
    [client.query("select wanted 3"), bytesOf(server.complete("SELECT 1"), server.ready())],
  ] as const;
  for (const [up, down] of ups) {
    for (let at = 0; at < up.length; at += 7_001) tap.up(up.subarray(at, at + 7_001));
    tap.down(down);
  }
  assert.deepEqual(sentUp(), bytesOf(...ups.map(([up]) => up)));
  assert.deepEqual(sentDown(), bytesOf(...ups.map(([, down]) => down)));
  assert.equal(seen("before").length, 3);
  assert.deepEqual(
    unseen,
    Array.from({ length: 3 }, () => ({ why: "undecoded", what: "a message longer than 20000 bytes" })),
  );
});

test("an answer too long to be held is streamed and reported, and nobody is asked about it", () => {
  const unseen: UnseenReport[] = [];
  const { tap, sentDown, seen } = openAsked({ longest: 20_000, unseen: (report) => unseen.push(report) });
  const rows = bytesOf(...Array.from({ length: 30 }, () => server.row(["x".repeat(1_000)])));
  const huge = server.row(["y".repeat(30_000)]);
  tap.up(client.query("select wanted"));
  tap.down(rows);
  assert.deepEqual(sentDown(), rows);
  tap.down(huge.subarray(0, 10_000));
  assert.equal(sentDown().length, rows.length + 10_000);
  tap.down(bytesOf(huge.subarray(10_000), server.complete("SELECT 31"), server.ready()));
  assert.equal(seen("after").length, 0);
  assert.equal(unseen.length, 1);
  tap.up(client.query("select wanted"));
  tap.down(bytesOf(server.complete("SELECT 0"), server.ready()));
  assert.equal(seen("after").length, 1);
});

test("a message that claims 1 GB is passed on as it comes, not kept", () => {
  const { tap, sentUp } = openAsked();
  const bytes = bytesOf(Buffer.from("Q"), int32(0x3fffffff), Buffer.alloc(5_000));
  tap.up(bytes);
  assert.deepEqual(sentUp(), bytes);
});

test("a batch longer than can be held is sent in parts", () => {
  const { tap, sentUp, seen } = openAsked({ longest: 20_000 });
  const up = batch(...Array.from({ length: 1_000 }, () => ["select wanted"] as const));
  for (let at = 0; at < up.length - 5; at += 5_000) tap.up(up.subarray(at, Math.min(at + 5_000, up.length - 5)));
  assert.ok(up.length - sentUp().length < 21_000);
  tap.up(up.subarray(up.length - 5));
  assert.deepEqual(sentUp(), up);
  assert.equal(seen("before").length, 1_000);
});

test("what passes undecoded is reported: encryption, and what is not the protocol", () => {
  const cases: readonly (readonly [string, (open: ReturnType<typeof openTap>) => void, Options?])[] = [
    ["a connection encrypted with TLS", ({ tap }) => tap.up(Buffer.from([22, 3, 1, 0, 200, 1, 0, 0, 196]))],
    [
      "a connection that does not begin as Postgres's protocol 3 does",
      ({ tap }) => tap.up(Buffer.from("GET / HTTP/1.1\r\n")),
    ],
    [
      "a connection encrypted with TLS or GSSAPI",
      ({ tap }) => {
        tap.up(client.ssl());
        tap.down(Buffer.from("S"));
      },
      { tls: "pass-through" },
    ],
    [
      "a connection on which a client sent what is not Postgres's protocol 3",
      ({ tap }) => tap.up(bytesOf(client.startup(), frame("!"))),
    ],
    [
      "a connection on which a server sent what is not Postgres's protocol 3",
      ({ tap }) => {
        tap.up(client.startup());
        tap.down(frame("!"));
      },
    ],
  ];
  for (const [what, speak, options] of cases) {
    const unseen: UnseenReport[] = [];
    speak(openTap({ ...options, unseen: (report) => unseen.push(report) }));
    assert.deepEqual(unseen, [{ why: "undecoded", what }]);
  }
  const unseen: UnseenReport[] = [];
  openTap({ unseen: (report) => unseen.push(report) }).tap.up(client.cancel());
  assert.deepEqual(unseen, []);
});

test("protocol 3.2 is understood: its version, a longer key, and a server that negotiates down", () => {
  const { tap, sightings, sentUp, sentDown } = openTap();
  const body = bytesOf(int32((3 << 16) + 2), Buffer.from("user\0u\0_pq_.test\0on\0\0"));
  const startup = bytesOf(int32(4 + body.length), body);
  const welcome = bytesOf(
    frame("v", int32(2), int32(1), Buffer.from("_pq_.test\0")),
    frame("R", int32(0)),
    frame("K", int32(7), Buffer.alloc(256)),
    server.ready(),
  );
  tap.up(bytesOf(startup, client.query("select wanted")));
  tap.down(welcome);
  assert.deepEqual(sentUp(), bytesOf(startup, client.query("select wanted")));
  assert.deepEqual(sentDown(), welcome);
  assert.equal(sightings.length, 1);
});

test("a notification, a notice and a function call keep answers in step", () => {
  const { tap, seen, sentDown } = openAsked();
  const notification = frame("A", int32(7), Buffer.from("channel\0payload\0"));
  const notice = frame("N", Buffer.from("SNOTICE\0\0"));
  tap.down(notification);
  tap.up(frame("F", int32(1), Buffer.alloc(6)));
  tap.down(bytesOf(notice, frame("V", int32(-1)), notification, server.ready()));
  tap.up(client.query("select wanted"));
  tap.down(bytesOf(notification, server.complete("SELECT 4"), notice, server.ready()));
  assert.deepEqual(
    seen("after").map(({ affected }) => affected),
    [4],
  );
  assert.ok(sentDown().includes(notification));
});

test("what is not whole when one side ends goes on as it is", () => {
  const { tap, sentUp, sentDown } = openAsked();
  const batchWithoutSync = bytesOf(client.parse("", "select wanted"), Buffer.from("B"));
  tap.up(batchWithoutSync);
  tap.upEnd?.();
  assert.deepEqual(sentUp(), batchWithoutSync);
  const other = openAsked();
  other.tap.up(client.query("select wanted"));
  other.tap.down(server.row(["1"]));
  assert.equal(other.sentDown().length, 0);
  other.tap.downEnd?.();
  assert.deepEqual(other.sentDown(), server.row(["1"]));
  assert.equal(sentDown().length, 0);
});
