import { ChaosError } from "@chaos-packs/contract/kind";

/** Throws BAD_FAULT when what is to be left is no whole number from 0. */
export function checkLeave(leave: number): void {
  if (Number.isInteger(leave) && leave >= 0) return;
  throw new ChaosError("BAD_FAULT", {
    expected: "leave to be a whole number from 0",
    came: `it is ${leave}`,
    todo: "Say how much shall be left.",
  });
}
