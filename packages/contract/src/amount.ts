/** A number that a target promises, times `factor` (default 1), plus `plus` (default 0), as plain data. */
export interface TraitAmount {
  readonly capability: string;
  readonly trait: string;
  readonly factor?: number;
  readonly plus?: number;
}

/** A number, or one that is known only together with a target. */
export type Amount = number | TraitAmount;

/** What targets promise, by capability and trait. */
export type Traits = Readonly<Record<string, Readonly<Record<string, number | null | undefined>>>>;

/** The number that an amount is for a target; undefined when the target does not promise that trait. */
export function amountIn(traits: Traits, amount: Amount): number | undefined {
  if (typeof amount === "number") return amount;
  const { capability, trait, factor = 1, plus = 0 } = amount;
  const promised = traits[capability]?.[trait];
  return promised === undefined || promised === null ? undefined : promised * factor + plus;
}

/** An amount for people: `5`, or `2 × poolSize + 1` when no target is known. */
export function describeAmount(amount: Amount): string {
  if (typeof amount === "number") return String(amount);
  const { trait, factor = 1, plus = 0 } = amount;
  return `${factor === 1 ? "" : `${factor} × `}${trait}${plus === 0 ? "" : ` + ${plus}`}`;
}
