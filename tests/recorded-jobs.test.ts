import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { definePack } from "@chaos-packs/contract";
import { dryRun } from "@chaos-packs/harness";
import { pasted } from "./recorded-jobs/pasted.ts";

const CLI = fileURLToPath(new URL("../packages/cli/dist/bin/chaos-packs.js", import.meta.url));
const cwd = fileURLToPath(new URL("recorded-jobs/", import.meta.url));
const SERVICE = [
  ...["--start", "api=node api.js", "--start", "worker=node worker.js"],
  ...["--postgres", "DATABASE_URL=schema.sql", "--redis", "REDIS_URL"],
  ...["--request", 'POST /jobs {"text":"hello"}', "--done", "GET /jobs/{id} $.status=done"],
];

interface Printed {
  readonly by: string;
  readonly text: string;
  readonly outcome: string;
  readonly part: string;
  readonly code: string;
  readonly guesses: readonly string[];
}

function record(...more: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, "record", ...SERVICE, ...more], {
    cwd,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr + stdout);
  return stdout;
}

const messagesIn = (json: string): readonly Printed[] =>
  (JSON.parse(json) as { messages: readonly Printed[] }).messages;

/** What a poll that found a job and a heartbeat do: `1` is the number of the worker, and the id of the job. */
const CLAIM = "update jobs set status = ?, attempts = attempts + ? where id = (select id from jobs where status = ?";

test("a recording of a polling worker shows begin, claim, result, commit and publish in their order, with scopes of the job", () => {
  const messages = messagesIn(record("--json"));
  const requested = messages.filter(({ part, by }) => part === "request" && by === "worker 0");
  const expected = [
    ["begin", "done", "statement(/^begin/, () => ({}))"],
    [
      CLAIM,
      "rows",
      'statement(/^update jobs set status = \\?, attempts = attempts \\+ \\? where id/, ({ row }) => (row("id") ? { id: row("id") } : undefined), { edges: ["after"] })',
    ],
    [
      "update jobs set status = $2 where id = $1",
      "rows",
      "statement(/^update jobs set status = \\$2 where id = \\$1/, ({ parameters }) => ({ id: parameters[0] }))",
    ],
    [
      "commit",
      "done",
      "commitOf(statement(/^update jobs set status = \\$2 where id = \\$1/, ({ parameters }) => ({ id: parameters[0] })))",
    ],
    [
      'PUBLISH jobs:done {"job":1',
      "a reply",
      'command("PUBLISH", ({ args }) => ({ id: JSON.parse(args[1]).job }), { key: "jobs:done" })',
    ],
  ];
  assert.deepEqual(
    requested.map(({ text, outcome, code }, index) => [text.slice(0, expected[index]?.[0]?.length), outcome, code]),
    expected,
  );
  assert.ok(messages.every(({ guesses }) => guesses.length === 0));
  const rest = messages.filter(({ part }) => part === "background");
  for (const beginning of ["update workers set seen_at", "begin", CLAIM, "commit"])
    assert.ok(
      rest.some(({ text }) => text.startsWith(beginning)),
      beginning,
    );
  assert.ok(rest.every(({ text, outcome }) => !text.startsWith(CLAIM) || outcome === "no rows"));
  assert.deepEqual(
    messages
      .filter(({ text }) => /^(SUBSCRIBE|message on)/.test(text))
      .map(({ text, part, code }) => [text, part, code]),
    [
      ["SUBSCRIBE jobs:done", "start", 'command("SUBSCRIBE", () => ({}), { key: "jobs:done" })'],
      [
        'message on jobs:done: {"job":1,"status":"done"}',
        "request",
        'pushed("jobs:done", ({ payload }) => ({ id: JSON.parse(payload).job }))',
      ],
    ],
  );
});

test("when the same is not asked once more, a number in the place of an id is marked as a guess", () => {
  const guessed = messagesIn(record("--json", "--once")).filter(({ guesses }) => guesses.length > 0);
  assert.ok(guessed.some(({ text }) => text.startsWith("update jobs set status = $2 where id = $1")));
  const printed = record("--once");
  assert.match(printed, /\/\/ id: a guess, .*\n +statement\(/);
});

test("what is printed compiles, and in a target file each pattern finds its message, with the job", async () => {
  const printed = record();
  const codes = printed
    .slice(0, printed.indexOf("Also comes"))
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /^(statement|commitOf|command|pushed)\(/.test(line));
  assert.ok(codes.length >= 8, printed);
  const { target, capability, scenario } = pasted(codes);
  const pack = definePack({ name: "pasted", capabilities: [capability], scenarios: { pasted: scenario } });
  const { moments, problems } = await dryRun(target, [pack]);
  // What else a dry run may say is of the machine: that it did not keep up.
  assert.ok(!problems.some((problem) => problem.includes("was not completed")), problems.join("\n"));
  for (const { moment, seen, example } of moments) {
    assert.ok(seen > 0, `${moment} was not seen`);
    if (!moment.includes("=> ({})")) assert.equal(String(example?.["id"]), "1", moment);
  }
});
