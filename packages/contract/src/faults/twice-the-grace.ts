import type { TraitAmount } from "../amount.ts";

/** A capability whose targets promise how long a stop may take. */
interface WithGrace {
  amount(trait: "graceMs", how: { readonly factor: number }): TraitAmount;
}

/** When a service that was asked to stop is killed: so long after its promised grace that a late end is told from none. */
export const twiceTheGrace = ({ amount }: WithGrace): TraitAmount => amount("graceMs", { factor: 2 });
