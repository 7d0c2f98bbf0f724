import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/** How much of a reply is left, and what becomes of the rest. */
export interface TruncateReply extends OnCommands {
  /** From 0. */
  readonly items: number;
  /** `cut` (default): the rest is lost with the connection; `shorten`: the reply is sound, and the rest is not in it. */
  readonly how?: "cut" | "shorten";
}

/** Of a reply that is a list (or a map: pairs) only the first items come. One that is none is cut in half, or left as it is. */
export const truncateReply = ({ items, how = "cut", ...where }: TruncateReply): Fault =>
  onCommands(`truncate reply (${how})`, where, { items, ...(how === "cut" && { cut: "inside" }) });
