import type { Operation } from "@chaos-packs/contract/pack";

/** Whether a call was made in a span of time. */
export const isCalledWithin =
  ({ at, until }: { readonly at: number; readonly until: number }) =>
  ({ calledAt }: Operation): boolean =>
    calledAt >= at && calledAt < until;
