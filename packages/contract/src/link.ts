import type { Edge, Fate, Scope } from "./anchor.ts";
import type { ConnectionFailure } from "./connection-failure.ts";
import type { Json } from "./json.ts";
import type { Laid } from "./laid.ts";
import type { LostRequests } from "./lost-requests.ts";
import type { LiveToxic, Toxic, ToxicOptions } from "./toxic.ts";

/** `up` is from the replica to the dependency, `down` the way back. */
export type Direction = "up" | "down" | "both";

/** Extra time on the way. */
export interface Delay {
  readonly ms: number;
  /** Up to so much more or less, from the seed. */
  readonly jitterMs?: number;
  readonly direction?: Direction;
}

/** One proxied connection between a replica and a dependency. */
export interface Connection {
  /** Ends both sides with RST. */
  reset(): void;
  /** Ends both sides with FIN. */
  close(): void;
}

/** The proxied way from one replica to one dependency: its address, and everything that can be done to it. Each fault returns its undo. `Rule` is what its kind takes as a rule. */
export interface Link<Rule = unknown> extends AsyncDisposable {
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  readonly host: string;
  readonly port: number;
  /** The address as a service expects it: `postgres://…@127.0.0.1:…/lane`. */
  readonly url: string;
  /** Open connections. */
  connections(): number;
  fail(failure: ConnectionFailure): Promise<Laid>;
  /** Holds bytes, FINs and dials, and delivers them when undone, as a network does. */
  partition(direction?: Direction): Promise<Laid>;
  /** Never delivers; what was connected then stays dead after the undo. */
  blackhole(direction?: Direction): Promise<Laid>;
  delay(delay: Delay): Promise<Laid>;
  /** Lays a toxic behind those that lie already. Throws TOXIC_NOT_POSSIBLE. */
  toxic(toxic: Toxic, options?: ToxicOptions): Promise<LiveToxic>;
  /** Lays a rule of the dependency's kind on messages (an error for a statement, a status for a request), or `LostRequests`. */
  rule(rule: Rule | LostRequests): Promise<Laid>;
}

/** One message standing still, on a link or wherever a kind of dependency holds one (a call into a device, a write to a folder). */
export interface Sighting {
  readonly dependency: string;
  readonly by: { readonly role: string; readonly index: number };
  readonly edge: Edge;
  readonly message: unknown;
  /** Absent: it is on no connection. What `drop` means there is its kind's to say. */
  readonly connection?: Connection;
}

/** Asked for each message that a pattern wants; undefined lets it pass without a turn of the event loop. */
export type Watch = (sighting: Sighting) => Promise<Fate> | undefined;

/** What a message is about: a scope; several, each of which is a moment of its own; or undefined when it is not the moment. */
export type ScopesFound<S = Scope> = S | readonly S[] | undefined;

/** The scopes that were found, none when the message is not the moment. */
export const scopesIn = (found: ScopesFound): readonly Scope[] =>
  found === undefined ? [] : Array.isArray(found) ? found : [found as Scope];

/** What a kind of dependency can recognise on its wire: in messages `M`, moments with scopes `S`. */
export interface MomentPattern<M = unknown, S = Scope> {
  /** The target's name of the dependency. */
  readonly dependency: string;
  readonly edges: readonly Edge[];
  /** For people: `POST /ocr`, `insert into lines`. */
  readonly describes: string;
  /** The scope when the message is it, several when it is that many; undefined when it is not. */
  scopeOf(message: M, edge: Edge): ScopesFound<S>;
  /** The code of the error in the answer, at the edge `after`. */
  failureOf?(message: M): string | undefined;
  /** What to keep of the message in the history. */
  detailOf?(message: M, edge: Edge): Json | undefined;
}
