import type { Json } from "@chaos-packs/contract/kind";
import type { Share } from "@chaos-packs/wire";
import type { RequestMatch } from "./request-match.ts";

/** An answer that a rule gives in the server's place. */
export interface RuleAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as it is, anything else as JSON. */
  readonly body?: Json;
}

/** How an answer is damaged. `truncate`: it breaks off in the middle; `flip`: one byte is another; both correctly framed. */
export type Damage = "truncate" | "flip";

/** What becomes of a request. */
export type HttpAction =
  | ({ readonly do: "answer" } & RuleAnswer)
  /** No answer; at the undo the connection is reset, or the request released to the server. */
  | { readonly do: "hang"; readonly atHeal: "reset" | "release" }
  | { readonly do: "reset" }
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "corrupt"; readonly how: Damage };

/** A rule as `Link.rule` of an HTTP link takes it. Plain data. */
export interface HttpRule extends Share {
  readonly protocol: "http";
  readonly match?: RequestMatch;
  readonly action: HttpAction;
}
