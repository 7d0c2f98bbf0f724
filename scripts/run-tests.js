// Runs every *.test.ts below the given folders, under tsx. `node --test folder/` differs from one Node to the next, and
// patterns are not understood by Node 20: so the files are named.
import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { runCommand } from "./run-command.js";

const folders = process.argv.slice(2);
const files = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => join(folder, name)),
);
if (files.length === 0) {
  console.error(`no *.test.ts below ${folders.join(", ")}`);
  process.exit(1);
}
// A test that hangs fails by its name. Left to itself Node leaves one core idle: on two cores, half of the machine.
const runner = [
  "--import",
  "tsx",
  "--test",
  "--test-reporter=spec",
  "--test-timeout=300000",
  `--test-concurrency=${availableParallelism()}`,
];
// What a shell sets for other servers is not meant for those of the tests.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(PG|REDIS)/.test(name)));
process.exitCode = await runCommand(process.execPath, [...runner, ...files.sort()], { env });
