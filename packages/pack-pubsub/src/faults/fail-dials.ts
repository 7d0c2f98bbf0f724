import { argsSeen, type Fault, type FaultEvent, type Json } from "@chaos-packs/contract";

/** A fault that fails so many dials and no more, and says so in its arguments. */
export const failDials = (times: number, fail: (where: { readonly times: number }) => Fault): Fault => {
  const fault = fail({ times });
  return { ...fault, args: { ...(fault.args as Readonly<Record<string, Json>>), failsDials: times } };
};

/** How many dials a fault fails by itself, without being healed. */
export const dialsFailedBy = (fault: Pick<FaultEvent, "args">): number =>
  Math.max(0, ...argsSeen(fault).map(({ failsDials }) => (typeof failsDials === "number" ? failsDials : 0)));
