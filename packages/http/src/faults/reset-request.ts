import type { Fault } from "@chaos-packs/contract";
import { type OnRequests, onRequests } from "./on-requests.ts";

/** Resets the connection at a request, before the server hears of it. */
export const resetRequest = (where: OnRequests = {}): Fault => onRequests("reset request", { do: "reset" }, where);
