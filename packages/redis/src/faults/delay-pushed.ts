import type { Fault } from "@chaos-packs/contract";
import { type OnPushed, onPushed } from "./on-pushed.ts";

/** Messages reach a subscriber so many ms late, and with them all that follows on its connection. Healing lets them go. */
export const delayPushed = ({ ms, ...where }: OnPushed & { readonly ms: number }): Fault =>
  onPushed("delay pushed message", where, { delayMs: ms });
