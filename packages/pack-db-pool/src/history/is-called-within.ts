/** Whether a call was made in a span of time. */
export const isCalledWithin =
  ({ at, until }: { readonly at: number; readonly until: number }) =>
  ({ calledAt }: { readonly calledAt: number }): boolean =>
    calledAt >= at && calledAt < until;
