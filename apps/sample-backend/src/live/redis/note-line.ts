import type { Live } from "../live.ts";
import type { LineName } from "./line.ts";

/** The service that stands on each line. */
const SERVICES: Readonly<Record<LineName, string>> = { commands: "publishing", subscriptions: "subscriptions" };

/** Something was learned of a line, which the mode may follow from. Publishing is not healthy while messages wait for it, whatever else is answered. */
export function noteLine(
  { degradation, outbox }: Live,
  { name }: { readonly name: LineName },
  outcome: "healthy" | "failed",
): void {
  if (name === "commands" && outcome === "healthy" && outbox.entries.size > 0) return;
  degradation.note(SERVICES[name], outcome);
}
