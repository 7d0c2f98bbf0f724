import {
  anyOf,
  anything,
  array,
  type FaultBody,
  integer,
  number,
  type OnLinks,
  object,
  onLinks,
  onLinksArgs,
  record,
  type Schema,
  string,
  textMatchArg,
} from "@chaos-packs/contract/kind";
import type { Share } from "@chaos-packs/wire";
import type { httpKind } from "../kind.ts";
import type { HttpAction, HttpRule } from "../rules/http-rule.ts";
import type { RequestMatch } from "../rules/request-match.ts";

/** Where a fault on requests strikes (see `OnLinks`), and which requests there: by default every one, until it heals. */
export interface OnRequests extends OnLinks, Share {
  readonly match?: RequestMatch;
}

/** Which requests, as an argument of a fault. */
const requestMatchArg: Schema<RequestMatch> = object(
  {},
  {
    method: anyOf(string(), array(string())) as Schema<string | readonly string[]>,
    path: anyOf(string(), textMatchArg),
    body: record(anything()),
  },
);

/** The arguments of a fault on requests: those that have a default, and those that may be left out. */
export const onRequestsArgs = {
  filled: onLinksArgs,
  optional: {
    match: requestMatchArg,
    occurrence: integer(),
    times: integer(),
    every: number(),
    fraction: number(),
  },
} as const;

/** What a fault does that does something to requests. Laid on a held request that is then released, it strikes that one first. */
export function onRequests(
  { link, of, fate, ...which }: OnRequests & Required<OnLinks>,
  action: HttpAction,
): FaultBody<"links", typeof httpKind> {
  const rule: HttpRule = { protocol: "http", action, ...which };
  return onLinks<typeof httpKind>({ link, of, fate }, (each) => each.rule(rule));
}
