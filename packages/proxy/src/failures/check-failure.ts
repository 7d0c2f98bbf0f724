import { ChaosError, type ConnectionFailure } from "@chaos-packs/contract";

const HOW: readonly ConnectionFailure["how"][] = ["refuse", "fin", "rst", "silence", "swallow"];
const AT: readonly ConnectionFailure["at"][] = [
  "dial",
  "accept",
  "first-bytes",
  "mid-handshake",
  "mid-reply",
  "now",
  "idle",
];

const impossible = (expected: string, came: string, todo: string): ChaosError =>
  new ChaosError("FAILURE_NOT_POSSIBLE", { expected, came, todo });

/** Throws FAILURE_NOT_POSSIBLE for a cell of the matrix that does not exist. */
export function checkFailure({ how, at, times }: ConnectionFailure): void {
  if (!HOW.includes(how)) throw impossible(`how to be one of ${HOW.join(", ")}`, `it is ${how}`, "Choose one.");
  if (!AT.includes(at)) throw impossible(`at to be one of ${AT.join(", ")}`, `it is ${at}`, "Choose one.");
  if ((how === "refuse") !== (at === "dial")) {
    throw impossible("refuse at dial, and only there", `it is ${how} at ${at}`, "Only a dial can be refused.");
  }
  if (times === undefined) return;
  if (!Number.isInteger(times) || times < 1) {
    throw impossible("times to be a whole number from 1", `it is ${times}`, "Leave it out for no limit.");
  }
  if (how === "refuse") {
    throw impossible(
      "refuse without times",
      "the system turns dials away unseen, so that nobody can count them",
      "Use rst at accept, which counts, or undo it yourself.",
    );
  }
}
