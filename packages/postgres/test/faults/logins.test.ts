import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Fault, isChaosError } from "@chaos-packs/contract/kind";
import {
  databaseStarting,
  databaseTooManyConnections,
  failLogin,
  serverStarting,
  tooManyConnections,
  wrongPassword,
} from "../../src/faults/fail-login.ts";
import { silentHandshake } from "../../src/faults/silent-handshake.ts";
import { codeOf, type Lab, openLab } from "./lab.ts";

let lab: Lab;
before(async () => {
  lab = await openLab();
});
after(() => lab[Symbol.asyncDispose]());

for (const [what, fault, code] of [
  ["too many connections", tooManyConnections(), "53300"],
  ["a server that is starting up", serverStarting(), "57P03"],
  ["a wrong password", wrongPassword(), "28P01"],
  ["any other SQLSTATE", failLogin({ sqlState: "3D000", message: "no such database" }), "3D000"],
  ["the preset database-starting", databaseStarting(), "57P03"],
  ["the preset database-too-many-connections", databaseTooManyConnections(), "53300"],
] as const) {
  test(`who dials is told of ${what} until it heals, and open connections serve on`, async () => {
    const { dial } = await lab.openReplica();
    const open = await dial();
    await lab.inject(fault);
    assert.deepEqual([await codeOf(dial()), await codeOf(dial())], [code, code]);
    assert.equal(await codeOf(open.query("select 1")), "done");
    await lab.heal();
    assert.equal(await codeOf(dial()), "done");
    await open.end();
    await lab.clear();
  });
}

for (const [what, fault, codes] of [
  ["three handshakes fail", tooManyConnections({ times: 3 }), ["53300", "53300", "53300", "done"]],
  ["one password is wrong", wrongPassword({ times: 1 }), ["28P01", "done"]],
] as const satisfies readonly (readonly [string, Fault, readonly string[]])[]) {
  test(`${what}, the next succeeds, and so do those after it`, async () => {
    const { dial } = await lab.openReplica();
    await lab.inject(fault);
    const seen: string[] = [];
    for (const _ of codes) seen.push(await codeOf(dial()));
    assert.deepEqual(seen, codes);
    assert.equal(await codeOf(dial()), "done");
    await lab.clear();
  });
}

test("exactly every second handshake fails", async () => {
  const { dial } = await lab.openReplica();
  await lab.inject(tooManyConnections({ fraction: 0.5 }));
  const seen: string[] = [];
  for (let n = 0; n < 6; n++) seen.push(await codeOf(dial()));
  assert.equal(seen.filter((code) => code === "53300").length, 3);
  assert.ok(seen.every((code, at) => code !== seen[at + 1]));
  await lab.clear();
});

test("a handshake is met with silence after its startup packet: the client gives up by its own timeout, the next one succeeds", async () => {
  const { dial } = await lab.openReplica();
  await lab.inject(silentHandshake({ times: 1 }));
  assert.match(await codeOf(dial(300)), /timeout/);
  assert.equal(await codeOf(dial()), "done");
  await lab.clear();
});

test("a message beside the SQLSTATE reaches the client, and the error is fatal as the server's own is", async () => {
  const { dial } = await lab.openReplica();
  await lab.inject(failLogin({ sqlState: "57P03", message: "not now" }));
  await assert.rejects(dial(), { severity: "FATAL", code: "57P03", message: "not now" });
  await lab.clear();
});

test("a SQLSTATE of a wrong form is refused where the fault is written", () => {
  for (const make of [
    () => failLogin({ sqlState: "full" }),
    () => failLogin({ sqlState: "" }),
    () => tooManyConnections({ times: 0 }),
    () => tooManyConnections({ fraction: 2 }),
  ]) {
    assert.throws(make, (error) => isChaosError(error, "BAD_RULE"));
  }
});
