import { LONGEST_DELAY_MS } from "@chaos-packs/contract/kind";

/** What a number of a toxic may be. */
export interface AttributeSpec {
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly isWhole?: boolean;
  /** When it is left out; absent: it must be given. */
  readonly default?: number;
}

/** A time in ms. */
export const milliseconds = (ifAbsent?: number): AttributeSpec => numberOf("ms", 0, LONGEST_DELAY_MS, ifAbsent);

/** A number of bytes. */
export const bytes = (least: number, ifAbsent?: number): AttributeSpec => ({
  ...numberOf("bytes", least, Number.MAX_SAFE_INTEGER, ifAbsent),
  isWhole: true,
});

/** A share from 0 to 1. */
export const share = (): AttributeSpec => numberOf("of all", 0, 1);

/** A number with its unit and bounds. */
export const numberOf = (unit: string, least: number, most: number, ifAbsent?: number): AttributeSpec => ({
  unit,
  least,
  most,
  ...(ifAbsent !== undefined && { default: ifAbsent }),
});
