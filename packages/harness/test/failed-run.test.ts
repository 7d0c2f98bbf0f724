import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { runFile } from "./fixtures/run-file.ts";

/** Somebody else, who listens on a port already. */
const somebody = net.createServer((socket) => socket.destroy());
let folder = "";
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "failed-run-"));
  somebody.listen(0, "127.0.0.1");
  await once(somebody, "listening");
});
after(async () => {
  somebody.close();
  await rm(folder, { recursive: true });
});

const report = () => join(folder, "chaos.json");
const reportOf = async () => JSON.parse(await readFile(report(), "utf8"));
const run = (MISTAKE: string, args: readonly string[]) =>
  runFile("run-bad-input.ts", args, {
    MISTAKE,
    REPORT: report(),
    TAKEN: String((somebody.address() as net.AddressInfo).port),
  });

const timesIn = (output: string, text: string): number => output.split(text).length - 1;

for (const [mistake, code, message] of [
  ["server does not start", "ENOSPC", "no space left on device"],
  ["second lane does not open", "ENOSPC", "no space left on device"],
  ["a lane hangs while another does not open", "ENOSPC", "no space left on device"],
  ["exits at once", "ROLE_DIED", "ROLE_DIED: expected"],
] as const) {
  test(`${mistake}: the run fails once with ${code}, scenarios are counted as not run, and it ends`, async () => {
    const junit = join(folder, "junit.xml");
    const { code: exit, output } = await run(mistake, ["--lanes", "2", "--repeat", "5", "--junit", junit]);
    assert.equal(exit, 64, output);
    assert.equal(timesIn(output, message), 1, output);
    assert.match(output, /^ℹ fail 1$/m);
    const { failure, totals, scenarios } = await reportOf();
    assert.equal(failure.code, code);
    assert.ok(failure.message.includes(message), failure.message);
    assert.equal(totals.notRun, 20 - scenarios.length); // a lane that is open earlier may have run one
    assert.ok(scenarios.length <= 2, output);
    assert.ok(output.includes(`${totals.notRun} of 20 scenarios were not run`), output);
    assert.equal(timesIn(output, `# not run: ${code}`), totals.notRun, output);
    assert.match(await readFile(junit, "utf8"), new RegExp(`<error type="${code}"`));
  });
}

test("a role that does not start in the middle of a run concerns that scenario only", async () => {
  const { code, output } = await run("third start fails", [
    "--lanes",
    "1",
    "--repeat",
    "4",
    "--only",
    "connection-reset",
  ]);
  assert.equal(code, 2, output);
  const { failure, totals, scenarios } = await reportOf();
  assert.equal(failure, undefined);
  assert.deepEqual([totals.holds, totals.unknown, totals.notRun], [3, 1, 0], output);
  const unknown = scenarios.find(({ outcome }: { readonly outcome: string }) => outcome === "unknown");
  assert.match(unknown.because[0], /PORT_TAKEN/);
});

test("a run that cannot be planned replaces the report of an earlier run", async () => {
  await writeFile(report(), '{ "totals": { "holds": 182 } }');
  const { code } = await run("no target", []);
  assert.equal(code, 64);
  const { failure, totals } = await reportOf();
  assert.equal(failure.code, "MALFORMED_TARGET");
  assert.deepEqual([totals.holds, totals.notRun], [0, 0]);
});
