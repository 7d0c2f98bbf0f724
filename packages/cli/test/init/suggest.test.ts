import assert from "node:assert/strict";
import { test } from "node:test";
import type { MappedPart, Mapping } from "../../src/init/suggest/mapping.ts";
import { beginningOf } from "../../src/init/suggest/pattern-of.ts";
import type { Recorded, RecordedMessage } from "../../src/init/suggest/recorded.ts";
import { suggest } from "../../src/init/suggest/suggest.ts";

const ID = "0b9a6f7e";

const message = (
  at: number,
  by: string,
  dependency: string,
  fingerprint: string,
  about: Readonly<Record<string, string>> = {},
): RecordedMessage => ({ at, by, dependency, text: fingerprint, fingerprint, background: false, about });

const recorded = (given: Partial<Recorded>): Recorded => ({
  role: "api",
  request: { method: "POST", path: "/documents", body: { pages: ["a.png"] } },
  done: { request: { method: "GET", path: "/documents/{id}" }, until: "$.status=finished" },
  answers: [{ id: ID }, { id: ID, status: "finished" }],
  messages: [],
  kinds: { postgres: "postgres", redis: "redis", ocr: "http" },
  ...given,
});

const codes = (parts: readonly MappedPart[]) => Object.fromEntries(parts.map(({ name, code }) => [name, code]));
const names = ({ operations, observations, moments }: Mapping): readonly string[] =>
  [...operations, ...observations, ...moments].map(({ name }) => name);

const job = [
  message(1, "api 0", "postgres", "insert into documents (id) values ($1)", { "parameters[0]": ID }),
  message(2, "worker 0", "redis", "script Take a job from the queue 0a1b2c3d", {
    "JSON.parse(reply[0][3]).jobId": ID,
    "reply[1]": ID,
  }),
  message(3, "worker 0", "postgres", "update documents set status = ? where id = $1", { "parameters[0]": ID }),
  message(4, "worker 0", "ocr", "POST /recognize", { "body.document": ID }),
  message(5, "worker 0", "postgres", "insert into texts (document, text) values ($1, $2)", { "parameters[0]": ID }),
  message(6, "worker 0", "postgres", "update documents set done_at = now() where id = $1", { "parameters[0]": ID }),
  message(7, "worker 0", "redis", "script Move to finished (completed or failed)", { "args[16]": ID }),
];

test("of a job the claim, the work, its result and its end are found, each by a message that names the job", () => {
  const { operations, moments } = suggest("jobs", recorded({ messages: job }));
  assert.deepEqual(codes(moments), {
    "work is claimed":
      'script(/Take a job from the queue/, ({ reply }) => reply?.[1] && { job: reply[1] }, { edges: ["after"] })',
    "work starts": 'httpRequest("ocr", "POST", "/recognize", ({ body }) => body?.document && { job: body.document })',
    "result is stored": "statement(/^insert into texts/, ({ parameters }) => ({ job: parameters[0] }))",
    "work completes":
      "statement(/^update documents set done_at = now\\(\\) where id = \\$1/, ({ parameters }) => ({ job: parameters[0] }))",
  });
  assert.match(codes(operations)["status"] ?? "", /\{ finished: "done", failed: "failed" \}\[answer\.status\]/);
  assert.match(codes(operations)["submit"] ?? "", /job: answer\.id/);
});

test("each moment of a job says which message it was made from, and that it is a guess", () => {
  for (const { from, guess } of suggest("jobs", recorded({ messages: job })).moments) {
    assert.match(from, /^\d ms, worker 0 → /);
    assert.ok(guess);
  }
});

test("what keeps a lease or tells others is not taken for work, nor what the asked role speaks to as well", () => {
  const messages = [
    message(1, "api 0", "scheduler", "POST /jobs"),
    message(2, "worker 0", "scheduler", "POST /jobs/{id2}/claim", { "params.id2": ID }),
    message(3, "worker 0", "leases", "POST /jobs/{id2}/heartbeat", { "params.id2": ID }),
    message(4, "worker 0", "hooks", "POST /events", { "body.job": ID }),
  ];
  const { moments } = suggest(
    "jobs",
    recorded({ messages, kinds: { scheduler: "http", leases: "http", hooks: "http" } }),
  );
  assert.equal(codes(moments)["work starts"], undefined);
  assert.match(codes(moments)["work completes"] ?? "", /"scheduler"/);
});

test("messages that came before the request, come anyway, or failed suggest nothing", () => {
  const [, , , work] = job;
  assert.ok(work);
  for (const each of [{ at: -5 }, { background: true }, { failed: "503" }])
    assert.deepEqual(suggest("jobs", recorded({ messages: [{ ...work, ...each }] })).moments, []);
});

test("a worker that only looks at a job has not claimed it", () => {
  const about = { 'row("id")': ID };
  const looks = message(1, "worker 0", "postgres", "select id from jobs where status = ?", about);
  const takes = message(2, "worker 0", "postgres", "update jobs set owner = $1 returning id", about);
  const locks = message(2, "worker 0", "postgres", "select id from jobs limit ? for update skip locked", about);
  const claimOf = (messages: readonly RecordedMessage[]) =>
    codes(suggest("jobs", recorded({ messages })).moments)["work is claimed"] ?? "";
  assert.equal(claimOf([looks]), "");
  assert.match(claimOf([looks, takes]), /\/\^update jobs set owner/);
  assert.match(claimOf([looks, locks]), /\/\^select id from jobs limit/);
});

test("without an id in the answer nothing of a job is suggested", () =>
  assert.deepEqual(names(suggest("jobs", recorded({ messages: job, answers: [{}] }))), []));

const note = {
  request: { method: "POST", path: "/notes", body: { title: "first", body: "hello", pinned: false } },
  done: { request: { method: "GET", path: "/notes/{title}" } },
  answers: [{ title: "first" }, { note: { title: "first", body: "hello" } }],
};
const insert = message(2, "api 0", "postgres", "insert into notes (body, title) values ($1, $2)", {
  "parameters[0]": "hello",
  "parameters[1]": "first",
});
const select = message(9, "api 0", "postgres", "select body from notes where title = $1", { "parameters[0]": "first" });

test("a record that is written and read again maps both operations, their statements, and the table they are in", () => {
  const { operations, observations, moments } = suggest("queries", recorded({ ...note, messages: [insert, select] }));
  assert.match(codes(operations)["write"] ?? "", /body: \{ title: key, body: value, pinned: false \}/);
  assert.match(codes(operations)["read"] ?? "", /value: answer\?\.note\?\.body \?\? null/);
  assert.match(codes(observations)["records"] ?? "", /select title as key, body as value from notes/);
  assert.deepEqual(codes(moments), {
    "query runs": "statement(/^select body from notes/, ({ parameters }) => ({ key: parameters[0] }))",
    "write runs": "statement(/^insert into notes/, ({ parameters }) => ({ key: parameters[1] }))",
    "write commits": "statement(/^insert into notes/, ({ parameters }) => ({ key: parameters[1] }))",
  });
});

test("an insert in a transaction commits with its COMMIT", () => {
  const messages = [
    message(1, "api 0", "postgres", "begin"),
    insert,
    message(3, "api 0", "postgres", "commit"),
    select,
  ];
  const { moments } = suggest("queries", recorded({ ...note, messages }));
  assert.match(codes(moments)["write commits"] ?? "", /^commitOf\(statement\(\/\^insert into notes/);
});

test("a record whose key the service chooses is not mapped", () => {
  const answers = [{ title: "another" }, { title: "another", body: "hello" }];
  assert.deepEqual(names(suggest("queries", recorded({ ...note, answers, messages: [insert, select] }))), []);
});

test("a message that is published is known by the names of its fields, and by its channel and id on the wire", () => {
  const messages = [message(3, "api 0", "redis", "XADD news", { "args[0]": "news", "args[3]": "m-17" })];
  const request = { method: "POST", path: "/publish", body: { channel: "news", id: "m-17", body: "hello" } };
  const { operations, moments } = suggest("broadcast", recorded({ request, messages }));
  assert.match(codes(operations)["publish"] ?? "", /path: "\/publish", body: \{ channel, id, body \}/);
  assert.equal(
    codes(moments)["message is published"],
    'command("XADD", ({ args }) => ({ channel: args[0], id: args[3] }))',
  );
});

test("of a capability that nobody here knows nothing is suggested", () =>
  assert.deepEqual(names(suggest("outbox", recorded({ messages: job }))), []));

test("a pattern is as short as tells it from the other messages of the recording", () => {
  assert.equal(beginningOf("insert into notes (a) values ($1)", ["insert into tags (a)"]), "insert into notes");
  assert.equal(
    beginningOf("update jobs set status = ? where id = $1", ["update jobs set status = ?, error = $2"]),
    "update jobs set status = ? where",
  );
});
