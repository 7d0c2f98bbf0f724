import assert from "node:assert/strict";
import { test } from "node:test";
import type { Json } from "@chaos-packs/contract";
import { travel } from "../../src/record/travel.ts";

const request = { role: "api", method: "POST", path: "/jobs" };
const done = { request: { role: "api", method: "GET", path: "/jobs/{id}" }, until: "$.status=done" };
const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });

/** Answers one after the other, an error by throwing it, and goes on with the last. */
function asked(...replies: readonly (Json | Error)[]) {
  const paths: string[] = [];
  const answers: Json[] = [];
  return {
    paths,
    answers,
    async ask({ path }: { readonly path: string }): Promise<{ status: number; body: Json }> {
      const reply = replies[Math.min(paths.push(path), replies.length) - 1] ?? null;
      if (reply instanceof Error) throw reply;
      return { status: 200, body: reply };
    },
  };
}

test("a request is made again while nobody listens, and its end is looked for until it has come", async () => {
  const wire = asked(refused, { id: 7 }, { status: "queued" }, { status: "done" });
  await travel({ request, done }, { ...wire, signal: AbortSignal.timeout(5_000) });
  assert.deepEqual(wire.paths, ["/jobs", "/jobs", "/jobs/7", "/jobs/7"]);
  assert.deepEqual(wire.answers, [{ id: 7 }, { status: "done" }]);
});

test("what did not come to its end in time is told with what it came to instead", async () => {
  const wire = asked({ id: 7 }, { status: "failed" });
  await assert.rejects(
    travel({ request, done }, { ...wire, signal: AbortSignal.timeout(150) }),
    /GET \/jobs\/7 had not come to \$\.status=done after \d+ ms: 200 \{"status":"failed"\}/,
  );
});

test("a role that never listens is told as that", async () => {
  await assert.rejects(
    travel({ request }, { ...asked(refused), signal: AbortSignal.timeout(150) }),
    /POST \/jobs could not be asked: api does not listen on the port/,
  );
});
