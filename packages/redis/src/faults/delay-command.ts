import type { Fault } from "@chaos-packs/contract";
import { type OnEdge, onCommands } from "./on-commands.ts";

/** Passes commands on so many ms later, or at `after` their replies, and with them all that follows on their connection. Healing lets them go. */
export const delayCommand = ({ ms, edge, ...where }: OnEdge & { readonly ms: number }): Fault =>
  onCommands("delay command", where, { delayMs: ms, ...(edge && { edge }) });
