import { checkDelay, type Fault } from "@chaos-packs/contract";
import { type OnRequests, onRequests } from "./on-requests.ts";

/** Keeps requests back for so many ms; healing lets those that wait go at once. */
export function delayRequest({ ms, ...where }: OnRequests & { readonly ms: number }): Fault {
  checkDelay("ms of delayRequest", ms);
  return onRequests("delay request", { do: "delay", ms }, where);
}
