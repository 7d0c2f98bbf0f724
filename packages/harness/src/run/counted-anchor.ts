import { type Anchor, amountIn, ChaosError, momentsOfHeal, type Step, type Traits } from "@chaos-packs/contract";

/** An anchor whose occurrence is a number for this target. */
type CountedAnchor = Anchor & { readonly occurrence: number };

/**
 * The anchor for a target that promises these traits; an amount is rounded, and is 1 at least.
 *
 * @throws ChaosError TRAIT_NOT_PROMISED
 */
export function countedAnchor(anchor: Anchor, traits: Traits): CountedAnchor {
  const occurrence = amountIn(traits, anchor.occurrence);
  if (occurrence !== undefined) {
    const isGiven = typeof anchor.occurrence === "number";
    return { ...anchor, occurrence: isGiven ? occurrence : Math.max(1, Math.round(occurrence)) };
  }
  const { capability, trait } = anchor.occurrence as Exclude<Anchor["occurrence"], number>;
  throw new ChaosError("TRAIT_NOT_PROMISED", {
    expected: `the target to promise the trait "${trait}" of ${capability}, by which "${anchor.moment}" is counted`,
    came: "it promises none",
    todo: `Set traits.${trait} where the target file binds ${capability}.`,
  });
}

/** The schedule for a target that promises these traits. Throws TRAIT_NOT_PROMISED. */
export const countedSchedule = (schedule: readonly Step[], traits: Traits): readonly Step[] =>
  schedule.map(({ at, heal, ...step }) => ({
    ...step,
    at: countedAnchor(at, traits),
    ...(heal !== undefined && {
      heal:
        typeof heal === "object" && "when" in heal
          ? { ...heal, when: momentsOfHeal(heal).map((each) => countedAnchor(each, traits)) }
          : heal,
    }),
  }));
