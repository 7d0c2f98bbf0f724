import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/**
 * Loses commands: their connection is reset before the server hears of them. (Replies have no ids, so losing a command
 * alone would give its client wrong answers for ever after; no network does that.)
 */
export const dropCommand = (where: OnCommands = {}): Fault => onCommands("drop command", where, { drop: true });
