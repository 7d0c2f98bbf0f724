import assert from "node:assert/strict";
import test from "node:test";
import { matchesCommand, matchesPushed } from "../../src/rules/match.ts";

const of = (command: string, ...args: string[]) => ({ command, args });

test("a command is matched by its name, its first key, and the fields of an argument", () => {
  assert.ok(matchesCommand({ command: ["get", "SET"] }, of("SET", "a", "1")));
  assert.ok(!matchesCommand({ command: "GET" }, of("SET", "a", "1")));
  assert.ok(!matchesCommand({ except: ["SET"] }, of("SET", "a", "1")));
  assert.ok(matchesCommand({ key: "user:*" }, of("SET", "user:7", "1")));
  assert.ok(!matchesCommand({ key: "user:*" }, of("SET", "users", "user:7")));
  const body = JSON.stringify({ id: 7, of: { kind: "x" } });
  assert.ok(matchesCommand({ payload: { id: 7, "of.kind": "x" } }, of("PUBLISH", "c", body)));
  assert.ok(!matchesCommand({ payload: { id: "7" } }, of("PUBLISH", "c", body)));
  assert.ok(!matchesCommand({ payload: { id: 7 } }, of("PUBLISH", "c", "{no json")));
});

test("of a script the key is the first of its KEYS, and of a command with a word of its own the one behind", () => {
  assert.ok(matchesCommand({ key: "log" }, of("EVALSHA", "abc", "2", "log", "count", "x")));
  assert.ok(!matchesCommand({ key: "x" }, of("EVAL", "return 1", "0", "x")));
  assert.ok(matchesCommand({ key: "stream" }, of("XGROUP", "CREATE", "stream", "group", "$")));
});

test("what sets a connection up is left alone unless it is named", () => {
  assert.ok(!matchesCommand({}, of("HELLO", "3")));
  assert.ok(!matchesCommand({ key: "*" }, of("SELECT", "0")));
  assert.ok(matchesCommand({ command: "HELLO" }, of("HELLO", "3")));
});

test("a pushed message is matched by its channel and the fields of its payload", () => {
  const message = {
    pushed: "message",
    channel: "room:1",
    payload: '{"seq":3,"tags":["a"]}',
    to: { role: "api", index: 0 },
  } as const;
  assert.ok(matchesPushed({}, message));
  assert.ok(matchesPushed({ channel: "room:*", payload: { seq: 3, "tags.0": "a" } }, message));
  assert.ok(!matchesPushed({ channel: "hall" }, message));
  assert.ok(!matchesPushed({ payload: { seq: 4 } }, message));
  assert.ok(!matchesPushed({ payload: { "none.of.this": 1 } }, message));
});
