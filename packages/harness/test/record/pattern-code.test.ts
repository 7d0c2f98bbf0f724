import assert from "node:assert/strict";
import { test } from "node:test";
import type { PatternCode } from "@chaos-packs/contract";
import { endCode, patternCode } from "../../src/record/pattern-code.ts";
import type { ScopeKey } from "../../src/record/scope-of.ts";

const statementOf = (text: string): PatternCode => ({
  call: "statement",
  args: [],
  telling: { text, anchor: "^" },
  options: {},
});
const scriptOf = (title: string, within: string, otherwise: string): PatternCode => ({
  call: "script",
  args: [],
  telling: { text: title, anchor: "", within, otherwise },
  options: {},
});
const key = (read: string, isAnswered = false): ScopeKey => ({
  name: "id",
  position: { read, value: "1", ...(isAnswered && { isAnswered }) },
  isGuess: false,
});
const codeOf = (pattern: PatternCode, ...others: readonly PatternCode[]): string =>
  patternCode(pattern, [], [pattern, ...others]);

test("a scope is read off what the message holds, and off an answer only at the edge after it", () => {
  const pattern: PatternCode = { call: "command", args: ['"BZPOPMIN"'], options: { key: '"jobs"' } };
  assert.equal(patternCode(pattern, [], []), 'command("BZPOPMIN", () => ({}), { key: "jobs" })');
  assert.equal(
    patternCode(pattern, [key("JSON.parse(args[1]).id")], []),
    'command("BZPOPMIN", ({ args }) => ({ id: JSON.parse(args[1]).id }), { key: "jobs" })',
  );
  assert.equal(
    patternCode(pattern, [key("reply[1]", true)], []),
    'command("BZPOPMIN", ({ reply }) => (reply?.[1] ? { id: reply[1] } : undefined), { key: "jobs", edges: ["after"] })',
  );
});

for (const [read, guard] of [
  ['row("id")', 'row("id")'],
  ["rows[0][1]", "rows?.[0]?.[1]"],
  ["answer.pages[0].id", "answer?.pages?.[0]?.id"],
  ["JSON.parse(reply[0][3]).jobId", "reply?.[0]?.[3]"],
] as const)
  test(`an answer without ${read} is not the moment`, () => {
    const code = patternCode({ call: "f", args: [], options: {} }, [key(read, true)], []);
    assert.ok(code.includes(`=> (${guard} ? { id: ${read} } : undefined)`), code);
  });

test("a statement is recognised by as much of it as tells it from the others that were recorded", () => {
  const long = statementOf("update documents set status = ?, error = null, finished_at = now() where id = $1");
  assert.equal(
    codeOf(long),
    "statement(/^update documents set status = \\?, error = null, finished_at =/, () => ({}))",
  );
  const longer = statementOf("update documents set status = ?, error = null, finished_at = now() where owner = $1");
  assert.equal(
    codeOf(long, longer),
    "statement(/^update documents set status = \\?, error = null, finished_at = now\\(\\) where id/, () => ({}))",
  );
  const short = statementOf("update jobs set done = true");
  const extended = statementOf("update jobs set done = true where id = $1");
  assert.equal(codeOf(short, extended), "statement(/^update jobs set done = true$/, () => ({}))");
  assert.equal(codeOf(extended, short), "statement(/^update jobs set done = true where id = \\$1/, () => ({}))");
});

test("scripts that say the same of themselves are recognised by their sums", () => {
  const one = scriptOf("Moves a job", "-- Moves a job\nreturn 1", '"aaa"');
  const two = scriptOf("Moves a job", "-- Moves a job\nreturn 2", '"bbb"');
  assert.equal(codeOf(one), "script(/Moves a job/, () => ({}))");
  assert.equal(codeOf(one, two), 'script("aaa", () => ({}))');
});

test("the end of a transaction is told by the last of its messages that has a scope", () => {
  const commit: PatternCode = { ...statementOf("commit"), endOf: "commitOf" };
  const within = [
    { code: "A", scope: [key("parameters[0]")] },
    { code: "B", scope: [key("parameters[0]")] },
    { code: "C", scope: [] },
  ];
  assert.equal(endCode(commit, within, [commit]), "commitOf(B)");
  assert.equal(endCode(commit, within.slice(2), [commit]), "statement(/^commit/, () => ({}))");
});
