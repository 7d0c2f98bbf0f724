import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { openStack } from "../support/open-stack.ts";

const soon = (): AbortSignal => AbortSignal.timeout(300);

test("a server that answers is in no trouble; one that was frozen or killed from outside says so, and a reset brings it back", async () => {
  await using stack = await openStack();
  const { lane, pids } = stack;
  const [pid] = pids;
  assert.ok(pid !== undefined && lane.trouble);
  assert.equal(await lane.trouble(soon()), undefined);

  process.kill(pid, "SIGSTOP");
  assert.match((await lane.trouble(soon())) ?? "", /^it did not answer within \d+ ms$/);
  process.kill(pid, "SIGCONT");
  assert.equal(await lane.trouble(soon()), undefined);

  process.kill(pid, "SIGKILL");
  while (pids.has(pid)) await setImmediate();
  assert.equal(await lane.trouble(soon()), "its process has ended, and no fault had ended it");
  await lane.reset();
  assert.equal(await lane.trouble(soon()), undefined);
});
