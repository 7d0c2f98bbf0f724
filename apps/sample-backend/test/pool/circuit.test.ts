import assert from "node:assert/strict";
import { test } from "node:test";
import { openCircuit } from "../../src/pool/circuit.ts";
import { countsAgainstCircuit } from "../../src/pool/counts-against-circuit.ts";
import { kindOfFailure, QueryFailure } from "../../src/pool/query-failure.ts";

const fails = () => Promise.reject(new QueryFailure("no connection", "none"));
const succeeds = () => Promise.resolve("served");
const kindOf = (work: Promise<unknown>): Promise<string> => work.then(() => "ok", kindOfFailure);
const circuitOf = (openMs: number) => openCircuit({ threshold: 2, openMs }, countsAgainstCircuit);

test("only failures in a row open it, and then nothing is asked any more", async () => {
  const circuit = circuitOf(60_000);
  for (const ask of [fails, succeeds, fails]) await kindOf(circuit.execute(ask));
  assert.equal(circuit.state(), "closed");
  await kindOf(circuit.execute(fails));
  assert.equal(circuit.state(), "open");
  let asked = false;
  const kind = await kindOf(
    circuit.execute(async () => {
      asked = true;
    }),
  );
  assert.deepEqual([kind, asked], ["circuit open", false]);
});

test("after its time one request tries while the others are refused, and its success closes it", async () => {
  const circuit = circuitOf(0);
  await Promise.all([kindOf(circuit.execute(fails)), kindOf(circuit.execute(fails))]);
  assert.equal(circuit.state(), "half-open");
  let serve = (): void => {};
  const tries = kindOf(circuit.execute(() => new Promise<void>((resolve) => (serve = resolve))));
  assert.equal(await kindOf(circuit.execute(succeeds)), "circuit open");
  serve();
  assert.equal(await tries, "ok");
  assert.equal(circuit.state(), "closed");
});

test("a failed try opens it again", async () => {
  const circuit = circuitOf(0);
  for (let count = 0; count < 3; count++) await kindOf(circuit.execute(fails));
  assert.notEqual(circuit.state(), "closed");
});

test("what fails for other reasons than the want of a connection does not count", async () => {
  const circuit = circuitOf(60_000);
  for (let count = 0; count < 5; count++) {
    await kindOf(circuit.execute(() => Promise.reject(new QueryFailure("stopping", "the service is stopping"))));
  }
  assert.equal(circuit.state(), "closed");
});
