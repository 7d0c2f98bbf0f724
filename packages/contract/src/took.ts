/** How long a call took, ms. */
export const took = ({ calledAt, returnedAt }: { readonly calledAt: number; readonly returnedAt: number }): number =>
  returnedAt - calledAt;
