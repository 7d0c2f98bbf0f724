import type { Fault } from "../fault.ts";
import { argsSeen } from "../faults-seen.ts";
import type { FaultEvent } from "../history.ts";
import type { Json } from "../json.ts";

/** A fault that makes so many dials of each struck replica fail and no more, and says so in its arguments. */
export const failDials = (times: number, fail: (where: { readonly times: number }) => Fault): Fault => {
  const fault = fail({ times });
  return { ...fault, args: { ...(fault.args as Readonly<Record<string, Json>>), failsDials: times } };
};

/** How many dials of a replica a fault makes fail by itself, without being healed. */
export const dialsFailedBy = (fault: Pick<FaultEvent, "args">): number =>
  Math.max(0, ...argsSeen(fault).map(({ failsDials }) => (typeof failsDials === "number" ? failsDials : 0)));
