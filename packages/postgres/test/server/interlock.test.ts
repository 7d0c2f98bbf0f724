import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { startOwnServer } from "../../src/server/own-server.ts";
import type { RunningServer } from "../../src/server/running-server.ts";
import { openContext } from "../support.ts";

/** The ids of all System V segments: the second column of sysvipc(5). */
const segmentIds = (): readonly string[] =>
  readFileSync("/proc/sysvipc/shm", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/)[1] ?? "");

const entryOf = (open: ReadonlySet<string>, kind: string): string =>
  [...open].find((each) => each.startsWith(kind))?.slice(kind.length + 1) ?? "";

/** The id of the segment that is to be removed when the harness is killed. */
const segmentOf = (open: ReadonlySet<string>): string => /"id":(\d+)/.exec(entryOf(open, "undo"))?.[1] ?? "";

for (const [how, end] of [
  ["is stopped", ({ process: server }: RunningServer) => server?.stop("fast")],
  ["is thrown away", (server: RunningServer) => server[Symbol.asyncDispose]()],
  [
    "is killed",
    async ({ process: server }: RunningServer, pid: number) => {
      process.kill(pid, "SIGKILL");
      while (server?.isRunning()) await new Promise(setImmediate);
    },
  ],
] as const) {
  test(`a server that ${how} leaves no shared memory behind, and nothing in the journal`, {
    timeout: 10_000,
  }, async () => {
    await using given = await openContext();
    const { open } = given.journal;
    await using server = await startOwnServer(given.context, {});
    const segment = segmentOf(open);
    assert.ok(segmentIds().includes(segment), `${[...open]}`);
    await end(server, Number(entryOf(open, "process")));
    // The processes of one that is killed are still attached until they notice.
    while (segmentIds().includes(segment)) await new Promise(setImmediate);
    assert.deepEqual([entryOf(open, "undo"), entryOf(open, "process")], ["", ""]);
  });
}

test("a server that has crashed and recovered is known by the shared memory that it has then", async () => {
  await using given = await openContext();
  await using server = await startOwnServer(given.context, {});
  const before = segmentOf(given.journal.open);
  const postmaster = Number(entryOf(given.journal.open, "process"));
  const [backend] = readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, "utf8").split(" ");
  await server.process?.crash(Number(backend));
  const after = segmentOf(given.journal.open);
  assert.ok(segmentIds().includes(after));
  assert.ok(after === before || !segmentIds().includes(before));
});
