import type { Fault } from "@chaos-packs/contract";
import { type OnPushed, onPushed } from "./on-pushed.ts";

/** Where a subscriber loses its connection. */
export interface CutPushed extends OnPushed {
  readonly cut?: "before" | "inside" | "after";
}

/** A subscriber loses its connection `before` it gets the message (default), with half of it (`inside`), or right `after` it. */
export const cutPushed = ({ cut = "before", ...where }: CutPushed = {}): Fault =>
  onPushed(`cut pushed message ${cut}`, where, { cut: cut === "after" ? "answered" : cut });
