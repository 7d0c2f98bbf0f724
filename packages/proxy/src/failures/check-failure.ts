import { ChaosError, type ConnectionFailure } from "@chaos-packs/contract/kind";

const HOW: readonly ConnectionFailure["how"][] = [
  "refuse",
  "fin",
  "rst",
  "silence",
  "swallow",
  "server-gone",
  "client-gone",
];
const AT: readonly ConnectionFailure["at"][] = [
  "dial",
  "accept",
  "first-bytes",
  "mid-handshake",
  "mid-reply",
  "after-bytes",
  "now",
  "idle",
];

/** Throws FAILURE_NOT_POSSIBLE for a cell of the matrix that does not exist. */
export function checkFailure({ how, at, times, rate, bytes }: ConnectionFailure): void {
  if (!HOW.includes(how)) refuse(`how to be one of ${HOW.join(", ")}`, show(how), "Choose one.");
  if (!AT.includes(at)) refuse(`at to be one of ${AT.join(", ")}`, show(at), "Choose one.");
  if ((how === "refuse") !== (at === "dial")) {
    refuse("refuse at dial, and only there", `it is ${how} at ${at}`, "Only a dial can be refused.");
  }
  if (how === "refuse" && (times !== undefined || rate !== undefined)) {
    refuse(
      "refuse without times and rate",
      "the system turns dials away unseen, so that nobody can count them",
      "Use rst at accept, which counts, or undo it yourself.",
    );
  }
  if (times !== undefined && !(Number.isInteger(times) && times >= 1)) {
    refuse("times to be a whole number from 1", show(times), "Leave it out for no limit.");
  }
  if (rate !== undefined && !(typeof rate === "number" && rate > 0 && rate <= 1)) {
    refuse("rate to be above 0 and at most 1", show(rate), "Leave it out for all connections.");
  }
  if (at === "after-bytes" && !(Number.isSafeInteger(bytes) && (bytes as number) >= 0)) {
    refuse("bytes to be a whole number from 0", show(bytes), "Say after how many bytes of the server.");
  }
  if (at !== "after-bytes" && bytes !== undefined) {
    refuse("bytes with after-bytes only", `it is at ${at}`, 'Use at: "after-bytes".');
  }
}

function refuse(expected: string, came: string, todo: string): never {
  throw new ChaosError("FAILURE_NOT_POSSIBLE", { expected, came, todo });
}

const show = (value: unknown): string => (value === undefined ? "it was left out" : `it is ${JSON.stringify(value)}`);
