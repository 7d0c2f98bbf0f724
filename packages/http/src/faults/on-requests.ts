import { type Fault, type Json, type OnLinks, onLinks } from "@chaos-packs/contract";
import type { Share } from "@chaos-packs/wire";
import type { HttpAction, HttpRule } from "../rules/http-rule.ts";
import type { RequestMatch } from "../rules/request-match.ts";

/** Where a fault on requests strikes (see `OnLinks`), and which requests there: by default every one, until it heals. */
export interface OnRequests extends OnLinks, Share {
  readonly match?: RequestMatch;
}

/** A fault that does something to requests. Laid on a held request that is then released, it strikes that one first. */
export function onRequests(
  name: string,
  action: HttpAction,
  { match, occurrence, times, every, fraction, ...where }: OnRequests,
): Fault {
  const rule: HttpRule = {
    protocol: "http",
    action,
    ...(match && { match }),
    ...(occurrence !== undefined && { occurrence }),
    ...(times !== undefined && { times }),
    ...(every !== undefined && { every }),
    ...(fraction !== undefined && { fraction }),
  };
  return {
    ...onLinks(name, asJson(rule), where, (link) => link.rule(rule)),
    understands: [{ link: where.link ?? "struck", kind: "http" }],
  };
}

const asJson = (rule: HttpRule): Json =>
  JSON.parse(JSON.stringify(rule, (_, value: unknown) => (value instanceof RegExp ? String(value) : value))) as Json;
