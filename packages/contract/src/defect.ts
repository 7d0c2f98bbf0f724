/** A broken variant of a target, and the scenarios (`pack/id`) that it must be caught by. */
export interface Defect {
  readonly name: string;
  /** What is wrong with it, as the mistake that a team makes. */
  readonly mistake: string;
  readonly expected: readonly string[];
}

/** Defines a defect. */
export const defineDefect = <D extends Defect>(defect: D): D => defect;
