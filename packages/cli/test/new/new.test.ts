import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openFolder, run, runAtTerminal, runCli, tooWide } from "../support/cli.ts";

const SENTENCE = "a worker dies between storing a result and marking it";

test("new pack, scenario and fault write skeletons whose tests pass, from a sentence", async () => {
  await using folder = await openFolder({ installed: true });
  const at = { cwd: folder.path };
  const made = [
    await runCli(["new", "pack", "letters", "--description", SENTENCE], at),
    await runCli(
      [
        "new",
        "scenario",
        "late-store",
        "--in",
        "pack-letters",
        "--description",
        "It freezes after the result is stored.",
      ],
      at,
    ),
    await runCli(["new", "scenario", "stops/in-the-middle", "--in", "pack-letters"], at),
    await runCli(
      ["new", "fault", "slow-link", "--in", "pack-letters", "--description", "The way to the store is slow"],
      at,
    ),
    await runCli(["new", "fault", "sudden-end", "--in", "pack-letters"], at),
  ];
  for (const { code, output } of made) assert.equal(code, 0, output);
  const pack = join(folder.path, "pack-letters");
  const first = await readFile(join(pack, "src/scenarios/first.js"), "utf8");
  assert.ok(first.includes(`promise: "${SENTENCE}"`), first);
  assert.match(first, /at: capability\.moment\("marking it"\), inject: kill\(\)/);
  const second = await readFile(join(pack, "src/scenarios/late-store.js"), "utf8");
  assert.match(second, /moment\("storing a result", \{\}, \{ edge: "after" \}\), inject: stall\(\)/);
  assert.match(await readFile(join(pack, "src/faults/slow-link.js"), "utf8"), /link\.delay\(\{ ms: 500 \}\)/);
  const tests = (await readdir(join(pack, "test"))).map((file) => `test/${file}`).sort();
  assert.deepEqual(
    tests,
    ["first", "in-the-middle", "late-store", "pack", "slow-link", "sudden-end"].map((name) => `test/${name}.test.js`),
  );
  const { code, output } = await run([process.execPath, "--test", "--test-reporter=tap", ...tests], { cwd: pack });
  assert.equal(code, 0, output);
  assert.match(output, /^# fail 0$/m);
  assert.match(output, /in-the-middle has a schedule/);
  assert.match(await readFile(join(pack, "src/scenarios/stops/in-the-middle.js"), "utf8"), /promise: "in the middle"/);
  assert.match(output, /late-store has a schedule that survives JSON and back/);
});

test("every kind of fault that a sentence may speak of has a skeleton whose tests pass", async () => {
  await using folder = await openFolder({ installed: true });
  const sentences = [
    "it is cut off",
    "it hangs",
    "only silence",
    "it is slow",
    "it is unavailable",
    "a connection is reset",
  ];
  for (const [index, sentence] of sentences.entries())
    await runCli(["new", "fault", `kind-${index}`, "--description", sentence], { cwd: folder.path });
  const tests = sentences.map((_, index) => `test/kind-${index}.test.js`);
  const { code, output } = await run([process.execPath, "--test", "--test-reporter=tap", ...tests], {
    cwd: folder.path,
  });
  assert.equal(code, 0, output);
  assert.match(output, new RegExp(`^# pass ${2 * sentences.length}$`, "m"));
});

test("new asks what happens at a terminal of 80 columns", async () => {
  await using folder = await openFolder();
  const asked = await runAtTerminal(["new", "fault", "frozen"], { cwd: folder.path }, [
    ["What happens?", "it hangs\r"],
  ]);
  assert.equal(asked.code, 0, asked.output);
  assert.match(await readFile(join(folder.path, "src/faults/frozen.js"), "utf8"), /replica\.stall\(\)/);
  assert.deepEqual(tooWide(asked.output), []);
});

test("new never overwrites", async () => {
  await using folder = await openFolder();
  const at = { cwd: folder.path };
  await runCli(["new", "fault", "frozen", "--description", "it hangs"], at);
  const again = await runCli(["new", "fault", "frozen", "--description", "it is slow"], at);
  assert.equal(again.code, 64);
  assert.match(again.output, /^FILE_EXISTS: .*src\/faults\/frozen\.js/);
  assert.match(await readFile(join(folder.path, "src/faults/frozen.js"), "utf8"), /stall/);
});

for (const [what, args, code] of [
  ["a scenario outside of a pack", ["new", "scenario", "a-b"], "NOT_A_PACK_FOLDER"],
  ["no kind", ["new"], "UNKNOWN_KIND"],
  ["another kind", ["new", "invariant", "a-b"], "UNKNOWN_KIND"],
  ["a name that is no file's", ["new", "fault", "../A"], "MALFORMED_NAME"],
  ["no name", ["new", "fault"], "MALFORMED_NAME"],
  ["a theme of a fault", ["new", "fault", "slow/frozen"], "MALFORMED_NAME"],
  ["a theme of a theme", ["new", "scenario", "a/b/c"], "MALFORMED_NAME"],
  ["a theme without a name", ["new", "scenario", "stops/"], "MALFORMED_NAME"],
] as const) {
  test(`${what} is refused with exit 64, and nothing is written`, async () => {
    await using folder = await openFolder();
    const end = await runCli(args, { cwd: folder.path });
    assert.equal(end.code, 64, end.output);
    assert.ok(end.output.startsWith(code), end.output);
    assert.deepEqual(await readdir(folder.path), []);
  });
}
