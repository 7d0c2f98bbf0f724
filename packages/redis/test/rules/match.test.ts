import assert from "node:assert/strict";
import test from "node:test";
import { matchesCommand, matchesPushed } from "../../src/rules/match.ts";
import { sha1Of } from "../../src/tap/scripts.ts";
import { messageOf } from "../support/message.ts";

const script = "return redis.call('GET', KEYS[1])";

test("a command is matched by its name, one of its keys, and the fields of an argument", () => {
  assert.ok(matchesCommand({ command: ["get", "SET"] }, messageOf("SET", "a", "1")));
  assert.ok(!matchesCommand({ command: "GET" }, messageOf("SET", "a", "1")));
  assert.ok(!matchesCommand({ except: ["SET"] }, messageOf("SET", "a", "1")));
  assert.ok(matchesCommand({ key: "user:*" }, messageOf("SET", "user:7", "1")));
  assert.ok(!matchesCommand({ key: "user:*" }, messageOf("SET", "users", "user:7")));
  const body = JSON.stringify({ id: 7, of: { kind: "x" } });
  assert.ok(matchesCommand({ payload: { id: 7, "of.kind": "x" } }, messageOf("PUBLISH", "c", body)));
  assert.ok(!matchesCommand({ payload: { id: "7" } }, messageOf("PUBLISH", "c", body)));
  assert.ok(!matchesCommand({ payload: { id: 7 } }, messageOf("PUBLISH", "c", "{no json")));
});

test("keys are matched wherever they stand: behind STREAMS, behind a number, behind a subcommand, and any of several", () => {
  assert.ok(matchesCommand({ key: "log" }, messageOf("EVALSHA", "abc", "2", "log", "count", "x")));
  assert.ok(!matchesCommand({ key: "x" }, messageOf("EVAL", "return 1", "0", "x")));
  assert.ok(matchesCommand({ key: "stream" }, messageOf("XGROUP", "CREATE", "stream", "group", "$")));
  const read = messageOf("XREADGROUP", "GROUP", "g", "me", "COUNT", "1", "STREAMS", "jobs", "mail", ">", ">");
  assert.ok(matchesCommand({ key: "jobs" }, read));
  assert.ok(matchesCommand({ key: "mail" }, read));
  assert.ok(!matchesCommand({ key: "GROUP" }, read));
  assert.ok(matchesCommand({ key: "user:*" }, messageOf("DEL", "other", "user:7")));
});

test("a command without keys is matched by no key, not even by any", () => {
  assert.ok(!matchesCommand({ key: "*" }, messageOf("PING", "hello")));
  assert.ok(!matchesCommand({ command: "PING", key: "*" }, messageOf("PING")));
});

test("a script is matched by its text and by its SHA1, in any case, whether it comes as EVAL or as EVALSHA", () => {
  const sha1 = sha1Of(script);
  for (const which of [script, sha1, sha1.toUpperCase()]) {
    assert.ok(matchesCommand({ script: which }, messageOf("EVAL", script, "1", "k")), which);
    assert.ok(matchesCommand({ script: which }, messageOf("EVALSHA", sha1.toUpperCase(), "1", "k")), which);
    assert.ok(!matchesCommand({ script: which }, messageOf("EVAL", `${script} `, "1", "k")), which);
    assert.ok(!matchesCommand({ script: which }, messageOf("GET", "k")), which);
  }
  assert.ok(matchesCommand({ script, key: "k" }, messageOf("EVALSHA", sha1, "1", "k")));
  assert.ok(!matchesCommand({ script, key: "other" }, messageOf("EVALSHA", sha1, "1", "k")));
});

test("what sets a connection up is left alone unless it is named", () => {
  assert.ok(!matchesCommand({}, messageOf("HELLO", "3")));
  assert.ok(!matchesCommand({ key: "*" }, messageOf("SELECT", "0")));
  assert.ok(matchesCommand({ command: "HELLO" }, messageOf("HELLO", "3")));
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
