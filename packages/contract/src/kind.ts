declare const offered: unique symbol;

/** What a kind of dependency offers to the faults of its own: to those on its servers, on its links, and on what else it has. */
export interface Offers {
  /** What can be done to a lane's part of a server. */
  readonly control?: unknown;
  /** What a link takes as a rule on its messages. */
  readonly rule?: unknown;
  /** What can be done to what a replica has of it that is no link: a folder, a device. */
  readonly resource?: unknown;
}

/** A kind of dependency by its name, which knows for the type checker what it offers to faults. */
export interface Kind<O extends Offers = Offers> {
  /** How a target's dependencies of the kind are told from others: `postgres`. */
  readonly kind: string;
  readonly [offered]?: O;
}

/**
 * Names a kind of dependency, for its faults: `defineKind<{ control: QueueControl; rule: QueueRule }>("queue")`. A fault that
 * says `kind: queueKind` gets ports of these types, and strikes no dependency of another kind.
 */
export const defineKind = <O extends Offers>(kind: string): Kind<O> => ({ kind });

type Offer<K, N extends keyof Offers> =
  K extends Kind<infer O> ? (O extends Readonly<Record<N, infer T>> ? T : never) : never;

/** What a kind offers to faults on its servers. */
export type ControlOf<K> = Offer<K, "control">;
/** What the links of a kind take as a rule. */
export type RuleOf<K> = Offer<K, "rule">;
/** What a kind has that is no link. */
export type ResourceOf<K> = Offer<K, "resource">;
