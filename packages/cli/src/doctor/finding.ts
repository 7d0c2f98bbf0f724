/** What a check has found: all well, or what is missing and what to do about it. */
export type Finding =
  | { readonly ok: true; readonly says: string }
  | { readonly ok: false; readonly says: string; readonly todo: string };

/** What checks look at. */
export interface Machine {
  /** The folder of somebody's repository. */
  readonly folder: string;
  /** The version of Node. */
  readonly node: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** ms after which the network counts as absent. */
  readonly patienceMs: number;
}

/** One look at the machine; an empty list: it does not matter here. */
export type Check = (machine: Machine) => Promise<readonly Finding[]>;

/** All is well. */
export const well = (says: string): Finding => ({ ok: true, says });
/** Something is missing. */
export const missing = (says: string, todo: string): Finding => ({ ok: false, says, todo });
