import assert from "node:assert/strict";
import test from "node:test";
import { type Scope, scopesIn } from "@chaos-packs/contract/kind";
import { command, type RedisMessage, replyWithError, script } from "../../src/index.ts";
import { sha1Of } from "../../src/tap/scripts.ts";
import { inject } from "../support/inject.ts";
import { openStack } from "../support/open-stack.ts";

const text = "-- count up\nreturn redis.call('INCR', KEYS[1])";

const seenBy = (which: string | RegExp) => {
  const seen: string[] = [];
  const pattern = script(which, ({ keys: [key] }): Scope => ({ key: String(key) }));
  const watch = ({ message, edge }: { message: unknown; edge: "before" | "after" }): undefined => {
    const { command: name } = message as RedisMessage;
    const [scope] = scopesIn(pattern.scopeOf(message as RedisMessage, edge));
    if (scope && edge === "before") seen.push(`${name} ${scope["key"]}`);
  };
  return { seen, pattern, watch };
};

for (const [how, which] of [
  ["its whole text", text],
  ["its SHA1", sha1Of(text)],
  ["a pattern of its text", /^-- count up$/m],
] as const) {
  test(`a script that is given by ${how} is the same moment as EVAL and as EVALSHA, with its keys`, async () => {
    const { seen, pattern, watch } = seenBy(which);
    await using stack = await openStack([pattern], watch);
    const client = await stack.connect();
    await client.eval(text, 1, "a");
    await client.evalsha(sha1Of(text), 1, "b");
    await client.eval("return 1", 1, "c");
    assert.deepEqual(seen, ["EVAL a", "EVALSHA b"]);
  });
}

test("a script about several keys is a moment for each", async () => {
  const seen: unknown[] = [];
  const pattern = script(text, ({ keys }) => keys.map((lock) => ({ lock })), { edges: ["after"] });
  await using stack = await openStack([pattern], ({ message, edge }) => {
    seen.push(...scopesIn(pattern.scopeOf(message as RedisMessage, edge)));
    return undefined;
  });
  const client = await stack.connect();
  await client.eval(text, 2, "a", "b");
  assert.deepEqual(seen, [{ lock: "a" }, { lock: "b" }]);
});

test("the text of an EVALSHA is known from SCRIPT LOAD, also over the link of another replica", async () => {
  const { seen, pattern, watch } = seenBy(/count up/);
  await using stack = await openStack([pattern], watch);
  await using other = await stack.lane.link({ by: { role: "api", index: 1 }, watch, connection: () => {} });
  const loader = await stack.connect({ port: other.port });
  await loader.script("LOAD", text);
  const client = await stack.connect();
  await client.evalsha(sha1Of(text), 1, "b");
  assert.deepEqual(seen, ["EVALSHA b"]);
});

test("a rule that names a script by its text strikes it as EVAL and as EVALSHA, and no other script", async () => {
  await using stack = await openStack();
  const client = await stack.connect();
  await using _fault = await inject(replyWithError({ error: "BUSY no", match: { script: text } }), stack.link);
  await assert.rejects(client.eval(text, 1, "a"), /BUSY/);
  await assert.rejects(client.evalsha(sha1Of(text), 1, "a"), /BUSY/);
  assert.equal(await client.eval("return 1", 0), 1);
});

test("a moment or a rule with a key is that of a command whose keys stand behind a word, too", async () => {
  const scopes: string[] = [];
  const pattern = command("XREADGROUP", ({ keys }) => ({ streams: keys.join() }), { key: "jobs:*", edges: ["before"] });
  await using stack = await openStack([pattern], ({ message, edge }) => {
    const [scope] = scopesIn(pattern.scopeOf(message as RedisMessage, edge));
    if (scope) scopes.push(String(scope["streams"]));
    return undefined;
  });
  const client = await stack.connect();
  for (const key of ["jobs:1", "mail"]) await client.xgroup("CREATE", key, "g", "$", "MKSTREAM");
  const read = (...keys: string[]) =>
    client.xreadgroup("GROUP", "g", "me", "COUNT", 1, "STREAMS", ...keys, ...keys.map(() => ">"));
  await read("mail", "jobs:1");
  await read("mail");
  assert.deepEqual(scopes, ["mail,jobs:1"]);
  await using _fault = await inject(
    replyWithError({ error: "OOM", match: { command: "XREADGROUP", key: "jobs:1" } }),
    stack.link,
  );
  await assert.rejects(read("jobs:1"), /OOM/);
  assert.equal(await read("mail"), null);
});
