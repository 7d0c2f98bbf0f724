import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { kindOf } from "../../src/failure.ts";
import { keepLease } from "../../src/leases/keep-lease.ts";

test("a lease that has gone to somebody else is known to be lost at the next heartbeat", async () => {
  using lease = keepLease({ leaseMs: 50, heartbeatMs: 5 }, async () => false);
  await once(lease.lost, "abort");
  await assert.rejects(lease.verify(), (error) => kindOf(error) === "lost");
});

test("a lease that was renewed lately is not asked for again before a write", async () => {
  let asked = 0;
  using lease = keepLease({ leaseMs: 60_000, heartbeatMs: 60_000 }, async () => {
    asked += 1;
    return true;
  });
  await lease.verify();
  assert.equal(asked, 0);
});

test("whoever was frozen for longer than half the lease asks before it writes", async () => {
  using lease = keepLease({ leaseMs: 20, heartbeatMs: 60_000 }, async () => false);
  const until = performance.now() + 15;
  while (performance.now() < until);
  await assert.rejects(lease.verify(), (error) => kindOf(error) === "lost");
});

test("a renewal that fails is tried again, and loses nothing by itself", async () => {
  const { promise, resolve } = ((): { promise: Promise<void>; resolve: () => void } => {
    let resolve = (): void => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    return { promise, resolve };
  })();
  let tries = 0;
  using lease = keepLease({ leaseMs: 1_000, heartbeatMs: 1 }, async () => {
    tries += 1;
    if (tries < 3) throw new Error("away");
    resolve();
    return true;
  });
  await promise;
  assert.equal(lease.lost.aborted, false);
});
