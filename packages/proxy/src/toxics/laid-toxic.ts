import type { Direction, Toxic } from "@chaos-packs/contract/kind";
import { randomFrom } from "../random.ts";
import type { ToxicKind } from "./toxic-kind.ts";

/** A toxic that lies on a link. Connections look at it anew after each change. */
export interface LaidToxic {
  /** Counted from 1 on its link: the order in which pieces pass through toxics. */
  readonly number: number;
  readonly type: Toxic["type"];
  readonly kind: ToxicKind;
  readonly direction: Direction;
  /** Only this connection. */
  readonly connection: number | undefined;
  attributes: Readonly<Record<string, number>>;
  toxicity: number;
}

/** Whether it acts on a connection: drawn from the seed, and the same whenever it is asked. */
export function actsOn({ number, connection, toxicity }: LaidToxic, id: number, seed: number): boolean {
  if (connection !== undefined && connection !== id) return false;
  return toxicity >= 1 || randomFrom(seed, id, number, 3)() < toxicity;
}

/** The toxic as data. */
export const toxicOf = ({ type, attributes }: LaidToxic): Toxic => ({ type, ...attributes }) as Toxic;
