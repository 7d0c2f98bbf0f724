import { type Fault, refuse, together } from "@chaos-packs/contract";
import { answerWith } from "./faults/answer-with.ts";
import { hangRequest } from "./faults/hang-request.ts";
import { malformedBody } from "./faults/malformed-body.ts";
import type { OnRequests } from "./faults/on-requests.ts";

/** Names of dependencies, at least one. */
type Names = readonly [string, ...string[]];

const RETRY_AFTER_S = 1;
const serverError = { status: 500, body: { error: "internal server error" } } as const;

const allDown = ([first, ...others]: Names): Fault =>
  together(refuse({ link: { dependency: first } }), ...others.map((dependency) => refuse({ link: { dependency } })));

/** Faults by name, on the links of all replicas unless `of` says otherwise: `presets["upstream-5xx"]({ link: { dependency: "ocr" } })`. */
export const presets = {
  /** No request is answered. */
  "upstream-timeout": (where: OnRequests = {}): Fault => ({
    ...hangRequest({ of: "all", ...where }),
    name: "upstream-timeout",
  }),
  /** Connections are reset, new ones refused. */
  "upstream-refused": ({ link = "struck", of = "all" }: OnRequests = {}): Fault => ({
    ...refuse({ of, link }),
    name: "upstream-refused",
    understands: [{ link, kind: "http" }],
  }),
  /** Every request is answered with 500. */
  "upstream-5xx": (where: OnRequests = {}): Fault => ({
    ...answerWith({ ...serverError, of: "all", ...where }),
    name: "upstream-5xx",
  }),
  /** Every request is answered with 429 and a Retry-After of so many seconds (default 1). */
  "upstream-rate-limited": ({
    retryAfterS = RETRY_AFTER_S,
    ...where
  }: OnRequests & { readonly retryAfterS?: number } = {}): Fault => ({
    ...answerWith({
      status: 429,
      headers: { "retry-after": String(retryAfterS) },
      body: { error: "too many requests" },
      of: "all",
      ...where,
    }),
    name: "upstream-rate-limited",
  }),
  /** Every second request is answered with 500, unless `every` or `fraction` says otherwise. */
  "upstream-intermittent": (where: OnRequests = {}): Fault => ({
    ...answerWith({ ...serverError, of: "all", ...(where.fraction === undefined && { every: 2 }), ...where }),
    name: "upstream-intermittent",
  }),
  /** Every answer breaks off in the middle of its JSON. */
  "upstream-malformed": (where: OnRequests = {}): Fault => ({
    ...malformedBody({ of: "all", ...where }),
    name: "upstream-malformed",
  }),
  /** Every named upstream is gone for every replica. */
  "all-upstreams-down": ({ upstreams }: { upstreams: Names }): Fault => ({
    ...allDown(upstreams),
    name: "all-upstreams-down",
  }),
  /** The cache too, by the target's name for it. */
  "cache-and-upstreams-down": ({ cache, upstreams }: { cache: string; upstreams: Names }): Fault => ({
    ...allDown([cache, ...upstreams]),
    name: "cache-and-upstreams-down",
  }),
} as const;
