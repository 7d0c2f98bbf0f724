import { everythingArrives } from "../invariants/messages/everything-arrives.ts";
import { gapsAreTrue } from "../invariants/messages/gaps-are-true.ts";
import { nothingArrivesTwice } from "../invariants/messages/nothing-arrives-twice.ts";
import { orderIsKept } from "../invariants/messages/order-is-kept.ts";
import { whatIsKeptIsReplayed } from "../invariants/messages/what-is-kept-is-replayed.ts";

/** What every reader is owed whatever fails, when the broker has lost its memory: all of it, once, in order, and no word that is not true. */
export const everyReaderWithoutHistory = [everythingArrives, gapsAreTrue, nothingArrivesTwice, orderIsKept] as const;

/** What every reader is owed whatever fails: the same, and what the history keeps is not declared missing. */
export const everyReader = [...everyReaderWithoutHistory, whatIsKeptIsReplayed] as const;
