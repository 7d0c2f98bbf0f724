import type { Fault } from "../fault.ts";
import { faultArg } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { argsSeen } from "../faults-seen.ts";
import type { FaultEvent } from "../history.ts";
import { integer, object } from "../schema.ts";

/** A fault that makes so many dials of each struck replica fail and no more, and says so in its arguments. */
export const failDials = defineFaultType({
  name: "fail dials",
  args: object({ failsDials: integer({ minimum: 1 }), fault: faultArg }),
  from: (times: number, fail: (where: { readonly times: number }) => Fault) => ({
    failsDials: times,
    fault: fail({ times }),
  }),
  label: ({ fault }, faultOf) => faultOf(fault).label,
  uses: [],
  make: ({ fault }, faultOf) => faultOf(fault),
});

/** How many dials of a replica a fault makes fail by itself, without being healed. */
export const dialsFailedBy = (fault: Pick<FaultEvent, "args">): number =>
  Math.max(0, ...argsSeen(fault).map(({ failsDials }) => (typeof failsDials === "number" ? failsDials : 0)));
