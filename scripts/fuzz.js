// Runs the fuzz targets packages/*/fuzz/*.ts one after the other, each in a process of its own with an equal share of the
// time, and prints the seed. Exits with 1 when one of them failed, with 64 for options that do not exist.
//   npm run fuzz -- [SECONDS] [--only NAME] [--seed N]
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { join, parse } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** Seconds beyond its share after which a target counts as hanging. */
const GRACE = 15;
const MOST_SECONDS = 86_400;
const packages = new URL("../packages/", import.meta.url);

const { seconds, only, seed } = readArguments();
const files = readdirSync(packages)
  .map((name) => fileURLToPath(new URL(`${name}/fuzz`, packages)))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  )
  .sort();
const chosen = files.filter((file) => only === undefined || parse(file).name === only);
if (chosen.length === 0)
  refuse(`no fuzz target is called ${only}; there are ${files.map((file) => parse(file).name).join(", ")}`);

console.log(`fuzzing ${chosen.length} targets for ${seconds} s in all, seed ${seed}`);
let failed = 0;
for (const file of chosen) if (!(await fuzz(file, seconds / chosen.length))) failed += 1;
console.log(failed === 0 ? "no failure" : `${failed} of ${chosen.length} targets failed`);
process.exitCode = failed === 0 ? 0 : 1;

function fuzz(file, share) {
  const target = fileURLToPath(new URL("fuzz-target.js", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", target, file, String(share), String(seed)], {
    stdio: "inherit",
  });
  const hang = setTimeout(
    () => {
      console.error(`${parse(file).name}: no end ${GRACE} s after its share of the time: an iteration hangs`);
      child.kill("SIGKILL");
    },
    (share + GRACE) * 1_000,
  );
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => child.kill(signal));
  return new Promise((resolve) =>
    child.on("exit", (code) => {
      clearTimeout(hang);
      resolve(code === 0);
    }),
  );
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { only: { type: "string" }, seed: { type: "string" } },
    });
    const [given = "60", ...more] = positionals;
    if (more.length > 0) refuse(`one number of seconds is expected, and ${positionals.length} came`);
    return {
      seconds: numberOf(given, "the number of seconds", MOST_SECONDS),
      only: values.only,
      seed: values.seed === undefined ? randomInt(1, 2 ** 31) : numberOf(values.seed, "--seed", 2 ** 32),
    };
  } catch (error) {
    return refuse(error.message);
  }
}

function numberOf(text, what, most) {
  const number = Number(text);
  if (text.trim() === "" || !(number > 0 && number <= most))
    refuse(`${what} is a number from 1 to ${most}, and "${text}" came`);
  return number;
}

function refuse(why) {
  console.error(`${why}\nusage: npm run fuzz -- [SECONDS] [--only NAME] [--seed N]`);
  process.exit(64);
}
