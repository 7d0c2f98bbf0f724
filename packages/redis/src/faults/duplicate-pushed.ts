import type { Fault } from "@chaos-packs/contract";
import { type OnPushed, onPushed } from "./on-pushed.ts";

/** A subscriber gets messages again, so many `copies` (default 1) times, right behind the first. */
export const duplicatePushed = ({ copies = 1, ...where }: OnPushed & { readonly copies?: number } = {}): Fault =>
  onPushed("duplicate pushed message", where, { copies });
