import type { Fault } from "@chaos-packs/contract";
import { type OnRequests, onRequests } from "./on-requests.ts";

/**
 * Leaves requests without an answer; the server never hears of them. When it heals their connections are reset, as when a
 * hanging server is restarted; with `atHeal: "release"` they reach the server after all, and its answers come late.
 */
export const hangRequest = ({
  atHeal = "reset",
  ...where
}: OnRequests & { readonly atHeal?: "reset" | "release" } = {}): Fault =>
  onRequests("hang request", { do: "hang", atHeal }, where);
