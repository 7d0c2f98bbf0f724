/** A part of a capability as the target file maps it. */
export interface MappedPart {
  readonly name: string;
  /** Its code, without its name. */
  readonly code: string;
  /** What it was made from. */
  readonly from: string;
  /** What is only a guess about it. */
  readonly guess?: string;
}

/** What a recording suggests for a capability; what cannot be told from it is left out. */
export interface Mapping {
  readonly operations: readonly MappedPart[];
  readonly observations: readonly MappedPart[];
  readonly moments: readonly MappedPart[];
}

/** Nothing is known. */
export const noMapping: Mapping = { operations: [], observations: [], moments: [] };
