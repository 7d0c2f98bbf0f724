import { type Fault, refuse, together } from "@chaos-packs/contract";
import { answerWith } from "./faults/answer-with.ts";
import { hangRequest } from "./faults/hang-request.ts";
import { malformedBody } from "./faults/malformed-body.ts";
import type { OnRequests } from "./faults/on-requests.ts";

/** Names of dependencies, at least one. */
type Names = readonly [string, ...string[]];

const allDown = ([first, ...others]: Names): Fault =>
  together(refuse({ link: { dependency: first } }), ...others.map((dependency) => refuse({ link: { dependency } })));

/** Faults by name, on the links of all replicas unless `of` says otherwise: `presets["upstream-5xx"]({ link: { dependency: "ocr" } })`. */
export const presets = {
  "upstream-timeout": (where: OnRequests = {}): Fault => hangRequest({ of: "all", ...where }),
  "upstream-refused": ({ link, of = "all" }: OnRequests = {}): Fault => refuse({ of, ...(link && { link }) }),
  "upstream-5xx": (where: OnRequests = {}): Fault =>
    answerWith({ status: 503, body: { error: "unavailable" }, of: "all", ...where }),
  /** Every second request fails unless `every` or `fraction` says otherwise. */
  "upstream-intermittent": (where: OnRequests = {}): Fault =>
    answerWith({
      status: 503,
      body: { error: "unavailable" },
      of: "all",
      ...(where.fraction === undefined && { every: 2 }),
      ...where,
    }),
  "upstream-malformed": (where: OnRequests = {}): Fault => malformedBody({ of: "all", ...where }),
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
