import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { isChaosError, type Json, remote, type StreamRecord } from "@chaos-packs/contract";
import { freePort } from "@chaos-packs/proxy";
import { Lane } from "../../src/lane/lane.ts";
import { ClientStreams } from "../../src/run/client-streams.ts";
import type { LiveStream } from "../../src/run/live-stream.ts";
import { Recorder } from "../../src/run/recorder.ts";
import { openSession, type Session } from "../../src/session.ts";
import { choirTarget } from "../fixtures/choir.ts";

/** A choir that somebody else has started. */
async function startElsewhere(): Promise<{ readonly url: string; kill(): Promise<void> }> {
  const port = await freePort();
  const child = spawn(process.execPath, [fileURLToPath(new URL("../fixtures/choir.mjs", import.meta.url))], {
    env: { PORT: String(port) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const exited = once(child, "exit");
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
  };
  return { url: `http://127.0.0.1:${port}`, kill };
}

for (const adapter of ["worker-thread", "child-process", "remote"] as const) {
  describe(`streams of a service that runs as ${adapter}`, () => {
    let elsewhere: Awaited<ReturnType<typeof startElsewhere>> | undefined;
    let session: Session;
    let lane: Lane;
    before(async () => {
      const { signal } = new AbortController();
      if (adapter === "remote") {
        elsewhere = await startElsewhere();
        const role = remote({ url: elsewhere.url, ready: { path: "/" } });
        session = await openSession(choirTarget(role), { seed: 7, signal });
      } else session = await openSession(choirTarget(), { adapter, seed: 7, signal });
      lane = await Lane.open(session, "choir", signal);
      await lane.freshen();
    });
    after(async () => {
      await lane[Symbol.asyncDispose]();
      await session[Symbol.asyncDispose]();
      await elsewhere?.kill();
    });

    const ask = async (path: string): Promise<{ readonly [key: string]: Json }> =>
      (await lane.own.request({ role: "choir", method: "POST", path })).body as { readonly [key: string]: Json };

    /** What one run holds. */
    function held(signal = new AbortController().signal) {
      const recorder = new Recorder();
      const [binding] = session.target.capabilities;
      assert.ok(binding);
      const streams = new ClientStreams({ lane, recorder, signal });
      return {
        streams,
        binding,
        recorder,
        record: (id: number): StreamRecord => recorder.recorded.streams.find((each) => each.id === id) ?? assert.fail(),
        async open(name: string, input: Json = {}): Promise<LiveStream> {
          const opened = await streams.open(binding, name, input, "run");
          assert.ok(opened.ok, opened.ok ? "" : opened.error);
          return streams.opened(binding, name).at(-1) ?? assert.fail();
        },
        [Symbol.asyncDispose]: () => streams[Symbol.asyncDispose](),
      };
    }
    const notesOf = (items: readonly Json[]): readonly number[] => items.map((each) => (each as { note: number }).note);

    for (const name of ["socket", "events"]) {
      describe(name, () => {
        it("brings what the service sends, in its order, and is written down from its opening to its end", async () => {
          await using run = held();
          const stream = await run.open(name, { at: {} });
          const { sung } = await ask("/sing?notes=3");
          const items = await stream.until(({ length }) => length === 3);
          const last = Number(sung);
          assert.deepEqual(notesOf(items), [last - 2, last - 1, last]);
          await run.streams[Symbol.asyncDispose]();
          const record = run.record(stream.id);
          assert.deepEqual(record.result, { status: "ok", output: null });
          assert.deepEqual(record.input, { at: {} });
          assert.ok(record.calledAt <= record.returnedAt);
          assert.deepEqual(
            record.items.map(({ value }) => value),
            items,
          );
          assert.ok(record.items.every(({ at }, index) => at >= (record.items[index - 1]?.at ?? record.returnedAt)));
          assert.equal(record.ended?.by, "client");
          assert.equal(record.ended?.reason, "the run was over");
          assert.deepEqual(await stream.ended, { by: "client", reason: "the run was over" });
        });

        it("is ended by the service that ends it", async () => {
          await using run = held();
          const stream = await run.open(name);
          await ask("/end");
          const end = await stream.ended;
          assert.deepEqual(
            end,
            name === "socket"
              ? { by: "service", reason: "4001 enough", code: 4001 }
              : { by: "service", reason: "the service has ended the stream" },
          );
          assert.equal(run.record(stream.id).ended?.by, "service");
        });

        it("is lost when its connection is reset", async () => {
          await using run = held();
          const stream = await run.open(name);
          await ask("/reset");
          assert.equal((await stream.ended).by, "lost");
          await assert.rejects(
            stream.until(({ length }) => length > 0),
            new RegExp(`${name} #1 never brought what was wanted; 0 came \\(it was ended by a loss: `),
          );
        });

        it("reaches the service as a reset when the client cuts it", async () => {
          await using run = held();
          await ask("/gone");
          const stream = await run.open(name);
          stream.cut();
          const { gone } = await ask("/gone");
          assert.equal((gone as Json[]).at(-1), "ECONNRESET");
          assert.deepEqual(await stream.ended, { by: "client", reason: "the client cut it" });
        });

        it("reaches the service as an end when the client says goodbye", async () => {
          await using run = held();
          await ask("/gone");
          const stream = await run.open(name);
          await stream.close();
          const { gone } = await ask("/gone");
          assert.equal((gone as Json[]).at(-1), "end");
          assert.deepEqual(await stream.ended, { by: "client", reason: "the client said goodbye" });
        });

        it("reads nothing while it is stalled, and everything once it is resumed", async () => {
          await using run = held();
          const stream = await run.open(name);
          const twin = await run.open(name);
          stream.stall();
          await ask("/sing?notes=2");
          await twin.until(({ length }) => length === 2);
          assert.deepEqual(stream.items, []);
          stream.resume();
          assert.deepEqual(await stream.until(({ length }) => length === 2), twin.items);
          const [stall, ...others] = run.record(stream.id).stalled;
          assert.deepEqual(others, []);
          assert.ok(stall?.to !== undefined && stall.to >= stall.from);
          assert.ok(run.record(stream.id).items.every(({ at }) => at >= (stall.to ?? 0)));
        });

        it("that brings something of the wrong shape is cut, and says so to who waits and to the run", async () => {
          await using run = held();
          const stream = await run.open(name);
          const waiting = assert.rejects(
            stream.until(({ length }) => length > 0),
            (error) => isChaosError(error, "WRONG_SHAPE") && error.expected.includes(`what arrives on choir.${name}`),
          );
          await ask("/spoil");
          await waiting;
          assert.match(run.streams.problems.join(), /WRONG_SHAPE/);
          assert.equal(run.record(stream.id).ended?.by, "client");
        });

        it("that never brings what is wanted says at the deadline what came", async () => {
          const deadline = new AbortController();
          await using run = held(deadline.signal);
          const stream = await run.open(name);
          const { sung } = await ask("/sing?notes=1");
          await stream.until(({ length }) => length === 1);
          const waiting = assert.rejects(
            stream.until(() => false),
            new RegExp(`1 came, the last \\{"note":${sung}\\} \\(deadline over`),
          );
          deadline.abort();
          await waiting;
        });
      });
    }

    it("a socket brings to the service what the client says", async () => {
      await using run = held();
      const stream = await run.open("socket");
      stream.send({ sing: 2 });
      await stream.until(({ length }) => length === 2);
      assert.deepEqual(
        run.record(stream.id).sent.map(({ value }) => value),
        [{ sing: 2 }],
      );
    });

    it("a socket answers pings, and does not while it is stalled", async () => {
      await using run = held();
      const stream = await run.open("socket");
      const twin = await run.open("socket");
      const { pongs } = await ask("/pongs?least=0");
      stream.stall();
      await ask("/ping");
      await ask("/sing?notes=1");
      await twin.until(({ length }) => length === 1);
      const once = Number(pongs) + 1;
      assert.equal((await ask(`/pongs?least=${once}`))["pongs"], once);
      stream.resume();
      assert.equal((await ask(`/pongs?least=${once + 1}`))["pongs"], once + 1);
    });

    it("an event stream goes on after the last event that the client has seen", async () => {
      await using run = held();
      const { sung } = await ask("/sing?notes=3");
      const stream = await run.open("events", { after: Number(sung) - 2 });
      assert.deepEqual(notesOf(await stream.until(({ length }) => length === 2)), [Number(sung) - 1, Number(sung)]);
    });

    it("what is to be said at the beginning is said, and text stays text both ways", async () => {
      await using run = held();
      const stream = await run.open("greeted");
      assert.deepEqual(stream.items, []);
    });

    for (const name of ["mute", "muteEvents", "unready"]) {
      it(`${name}: what does not stand in time is unknown and overdue`, async () => {
        await using run = held();
        const opened = await run.streams.open(run.binding, name, {}, "run");
        assert.deepEqual(opened, { ok: false, error: "it was not established within 400 ms", unknown: true });
        const record = run.record(1);
        assert.equal(record.overdue, true);
        assert.equal(record.ended, undefined);
        assert.deepEqual(run.streams.opened(run.binding, name), []);
      });
    }

    for (const name of ["busy", "busyEvents"]) {
      it(`${name}: what is refused is failed, with status, headers and body`, async () => {
        await using run = held();
        const opened = await run.streams.open(run.binding, name, {}, "run");
        const error = '503 {"error":"the choir is full"}';
        assert.deepEqual(opened, { ok: false, error, unknown: false, status: 503 });
        const { result } = run.record(1);
        assert.ok(result.status === "failed");
        assert.equal(result.headers?.["retry-after"], "2");
        assert.deepEqual(result.body, { error: "the choir is full" });
      });
    }

    it("an answer that is no event stream is failed", async () => {
      await using run = held();
      const opened = await run.streams.open(run.binding, "plain", {}, "run");
      assert.deepEqual(opened, {
        ok: false,
        error: "200 with application/json instead of text/event-stream",
        unknown: false,
        status: 200,
      });
    });

    it("a target file that would speak on an event stream, or serves no stream at all, is told so", async () => {
      await using run = held();
      const opened = await run.streams.open(run.binding, "oneWay", {}, "run");
      assert.match(opened.ok ? "" : opened.error, /STREAM_IS_ONE_WAY/);
      await assert.rejects(run.streams.open(run.binding, "unanswered", {}, "run"), (error) =>
        isChaosError(error, "NOT_A_STREAM"),
      );
    });

    it("streams are lost when the service is killed, and can be opened again once it is back", async () => {
      await using run = held();
      const both = [await run.open("socket"), await run.open("events")];
      const [replica] = lane.replicas;
      assert.ok(replica);
      if (elsewhere) await elsewhere.kill();
      else await replica.kill();
      for (const stream of both) assert.equal((await stream.ended).by, "lost");
      const opened = await run.streams.open(run.binding, "socket", {}, "run");
      assert.ok(!opened.ok && opened.unknown && /ECONNREFUSED/.test(opened.error), JSON.stringify(opened));
      if (elsewhere) return;
      await replica.start();
      const again = await run.open("events");
      await ask("/sing?notes=1");
      await again.until(({ length }) => length === 1);
    });
  });
}
