import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/** Where a command loses its connection. */
export interface CutCommand extends OnCommands {
  readonly cut?: "before" | "unanswered" | "answered";
}

/**
 * Commands lose their connection: `before` the server hears of them, `unanswered` (default: the server has done them, the client
 * never learns), or `answered` (behind the reply).
 */
export const cutCommand = ({ cut = "unanswered", ...where }: CutCommand = {}): Fault =>
  onCommands(`cut command ${cut}`, where, { cut });

/**
 * Loses commands: their connection is reset before the server hears of them. (Replies have no ids, so losing a command
 * alone would give its client wrong answers for ever after; no network does that.)
 */
export const dropCommand = (where: OnCommands = {}): Fault => onCommands("drop command", where, { cut: "before" });
