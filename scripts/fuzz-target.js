// Runs one fuzz target: fuzz-target.js FILE SECONDS SEED. Iteration i draws from SEED + i, so that a failure is repeated by
// its own seed alone.
import { parse } from "node:path";
import { pathToFileURL } from "node:url";

const [file, seconds, seed] = process.argv.slice(2);
const { fuzz } = await import(pathToFileURL(file).href);
const { name } = parse(file);
const end = performance.now() + 1_000 * Number(seconds);
let count = 0;
let current = Number(seed);

// A promise that nobody awaits fails the iteration that made it.
process.on("uncaughtException", (error) => fail(error));

do {
  current = Number(seed) + count;
  try {
    await fuzz.run(randomFrom(current));
  } catch (error) {
    fail(error);
  }
  count += 1;
  // Others have their turn: timers, sockets, and the rejections that nobody handles.
  if (count % 64 === 0) await new Promise((resolve) => setImmediate(resolve));
} while (performance.now() < end);
await new Promise((resolve) => setImmediate(resolve));
console.log(`${fuzz.name}: ${count} iterations, no failure`);
process.exit(0);

function fail(error) {
  console.error(`${fuzz.name}: failed at iteration ${count}\n${error?.stack ?? error}`);
  console.error(`repeat it with: npm run fuzz -- 1 --only ${name} --seed ${current}`);
  process.exit(1);
}

/** Numbers in [0, 1) that are the same for the same seed (the generator mulberry32, by Tommy Ettinger). */
function randomFrom(start) {
  let state = start | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
