import type { Fault } from "@chaos-packs/contract";

/** A fault that fails so many dials and no more: its name says how many, since a history holds of a fault its name. */
export const failDials = (times: number, fail: (where: { readonly times: number }) => Fault): Fault => {
  const fault = fail({ times });
  return { ...fault, name: `${fault.name} (${times} dials)` };
};

/** How many dials a fault of this name fails by itself, without being healed. */
export const dialsFailedBy = (name: string): number => Number(/\((\d+) dials\)/.exec(name)?.[1] ?? 0);
