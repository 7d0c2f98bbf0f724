import type { Fault } from "@chaos-packs/contract";
import { type OnPushed, onPushed } from "./on-pushed.ts";

/**
 * Messages are lost on their way to a subscriber, whose connection lives on: the others get them.
 * @example dropPushed({ match: "held" }) // one message, for the subscriber at the anchor
 */
export const dropPushed = (where: OnPushed = {}): Fault => onPushed("drop pushed message", where, { loses: true });
