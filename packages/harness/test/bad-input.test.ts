import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { definePack } from "@chaos-packs/contract";
import { counting, countingPack } from "./fixtures/counting.ts";
import { eventually, MARK, processesOf } from "./fixtures/marked-processes.ts";
import { runFile } from "./fixtures/run-file.ts";

/** Somebody else, who listens on a port already. */
const somebody = net.createServer((socket) => socket.destroy());
let folder = "";
let taken = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "bad-input-"));
  somebody.listen(0, "127.0.0.1");
  await once(somebody, "listening");
  taken = String((somebody.address() as net.AddressInfo).port);
});
after(async () => {
  somebody.close();
  await rm(folder, { recursive: true });
});

async function runMistake(
  mistake: string,
  args: readonly string[] = [],
): Promise<{ code: number | null; output: string }> {
  const mark = `${process.pid}-${mistake}`;
  const end = await runFile("run-bad-input.ts", args, {
    [MARK]: mark,
    MISTAKE: mistake,
    TAKEN: taken,
    REPORT: join(folder, "chaos.json"),
  });
  await eventually(
    () => `processes ${processesOf(mark).join()} are left`,
    () => processesOf(mark).length === 0,
    2_000,
  );
  return end;
}

for (const [mistake, code, ...parts] of [
  ["no target", "MALFORMED_TARGET"],
  ["unknown role", "UNKNOWN_ROLE", "one of the roles counter", '"countess"'],
  ["unknown dependency", "UNKNOWN_DEPENDENCY", "one of lines", '"lanes"'],
  ["command not found", "COMMAND_NOT_FOUND", "no-such-program"],
  ["exits at once", "ROLE_DIED", "exit code 3", "no licence"],
  ["never ready", "ROLE_NOT_READY", "within 400 ms", "counter ready"],
  ["port taken", "PORT_TAKEN"],
  ["not on loopback", "NOT_LOOPBACK", "192.0.2.7"],
  ["malformed pack", "MALFORMED_PACK", "one with default"],
  ["malformed scenario", "MALFORMED_SCENARIO", "counting/half"],
  ["malformed step", "MALFORMED_SCENARIO", "counting/bad"],
  ["another contract", "CONTRACT_MISMATCH", "version 2"],
  ["one pack twice", "DUPLICATE_PACK", '"counting" twice'],
] as const) {
  test(`${mistake}: exit 64, ${code} told once, and nothing is left running`, async () => {
    const { code: exit, output } = await runMistake(mistake, ["--lanes", "2"]);
    assert.equal(exit, 64, output);
    assert.equal(output.split(`${code}: expected`).length - 1, 1, output);
    for (const part of mistake === "port taken" ? [taken] : parts) assert.ok(output.includes(part), output);
  });
}

test("a port that is taken is told with either adapter", async () => {
  const { code, output } = await runMistake("port taken", ["--adapter", "child-process"]);
  assert.equal(code, 64, output);
  assert.match(output, new RegExp(`PORT_TAKEN: .*EADDRINUSE.*${taken}`, "s"));
});

test("an operation that answers in a wrong shape is an invalid baseline that says WRONG_SHAPE and what came", async () => {
  const { code, output } = await runMistake("wrong shape");
  assert.equal(code, 4, output);
  assert.match(output, /WRONG_SHAPE: expected the answer of counting\.wrong to fit its schema.*but \{"what":1\}/);
});

test("two scenarios with one id in a pack do not compile: they are the keys of one object", () => {
  const [scenario] = Object.values(countingPack.scenarios);
  assert.ok(scenario);
  const pack = definePack({
    name: "twice",
    capabilities: [counting],
    scenarios: {
      // biome-ignore lint/suspicious/noDuplicateObjectKeys: it is what is shown
      stalled: scenario,
      // @ts-expect-error an object literal cannot have one name twice
      stalled: scenario,
    },
  });
  assert.deepEqual(Object.keys(pack.scenarios), ["stalled"]);
});

test("a function of the target file that throws for a message is told as MAPPING_FAILED, with its moment, its pattern and the message", async () => {
  const { code, output } = await runMistake("mapping throws");
  assert.equal(code, 2, output);
  assert.match(output, /MAPPING_FAILED: expected the pattern \S+, to which "counted" of counting is mapped/);
  assert.match(output, /its function threw TypeError: reply is not iterable for \{ text: 'count 1' \}/);
});
