import type { Client } from "@chaos-packs/contract/pack";
import type { broadcast } from "../capabilities/broadcast.ts";

type Part =
  | keyof (typeof broadcast)["operations"]
  | keyof (typeof broadcast)["observations"]
  | keyof (typeof broadcast)["traits"];

/** What every workload of this pack asks for where a service has it; on one of the first two it listens. */
const wherever = ["socket", "events", "health", "openStreams", "unheard", "subscriptions"] as const;

/** The parts that a workload uses: messages are published, and somebody listens. Further ones are named by whoever needs them. */
export function partsFor<const P extends Part = never>(...further: readonly P[]) {
  const isFurther = (part: Part): boolean => (further as readonly Part[]).includes(part);
  const mayUse = wherever.filter((part) => !isFurther(part));
  const listensAnyway = isFurther("socket") || isFurther("events");
  return {
    uses: ["publish", ...further] as readonly ("publish" | P)[],
    mayUse: mayUse as readonly (typeof wherever)[number][],
    either: listensAnyway ? [] : [["socket", "events"] as const],
  };
}

/** What a scenario is about, so that it makes no sense without: a promise about it, or a way to see it. */
export type Need =
  | "noticeWithinMs"
  | "catchUpWithinMs"
  | "publishTries"
  | "fallbackWithinMs"
  | "knownForMs"
  | "backoffBaseMs"
  | "backoffJitter"
  | "unheard"
  | "alerts";

/** The client of a workload of this pack. */
export type BroadcastClient = Client<typeof broadcast, Part>;
