import { ChaosError } from "@chaos-packs/contract";

/** What a flag that cannot be read, or that contradicts another, is refused with. */
export const malformedFlag = (expected: string, came: string, todo: string): ChaosError =>
  new ChaosError("MALFORMED_FLAG", { expected, came, todo });
