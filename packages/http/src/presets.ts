import {
  array,
  defineFaultType,
  integer,
  object,
  onLinksArgs,
  onStruckLink,
  refuse,
  type Schema,
  string,
  together,
} from "@chaos-packs/contract/kind";
import { answerWith } from "./faults/answer-with.ts";
import { hangRequest } from "./faults/hang-request.ts";
import { malformedBody } from "./faults/malformed-body.ts";
import { onRequests, onRequestsArgs } from "./faults/on-requests.ts";
import { httpKind } from "./kind.ts";

/** Names of dependencies, at least one. */
type Names = readonly [string, ...string[]];

const names = array(string()) as Schema<Names>;
const requests = object(onRequestsArgs.filled, onRequestsArgs.optional);
const serverError = { do: "answer", status: 500, body: { error: "internal server error" } } as const;

const allDown = ([first, ...others]: Names) =>
  together(refuse({ link: { dependency: first } }), ...others.map((dependency) => refuse({ link: { dependency } })));

/** Faults by name, on the links of all replicas unless `of` says otherwise: `presets["upstream-5xx"]({ link: { dependency: "ocr" } })`. */
export const presets = {
  /** No request is answered. */
  "upstream-timeout": defineFaultType({
    name: "upstream-timeout",
    args: requests,
    defaults: { ...onStruckLink, of: "all" },
    kind: httpKind,
    uses: ["links"],
    make: (where) => hangRequest(where),
  }),
  /** Connections are reset, new ones refused. */
  "upstream-refused": defineFaultType({
    name: "upstream-refused",
    args: object(onLinksArgs),
    defaults: { link: "struck", of: "all", fate: "drop" },
    kind: httpKind,
    uses: ["links"],
    make: (where) => refuse(where),
  }),
  /** Every request is answered with 500. */
  "upstream-5xx": defineFaultType({
    name: "upstream-5xx",
    args: requests,
    defaults: { ...onStruckLink, of: "all" },
    kind: httpKind,
    uses: ["links"],
    make: (where) => onRequests(where, serverError),
  }),
  /** Every request is answered with 429 and a Retry-After of so many seconds (default 1). */
  "upstream-rate-limited": defineFaultType({
    name: "upstream-rate-limited",
    args: object({ ...onRequestsArgs.filled, retryAfterS: integer() }, onRequestsArgs.optional),
    defaults: { ...onStruckLink, of: "all", retryAfterS: 1 },
    kind: httpKind,
    uses: ["links"],
    make: ({ retryAfterS, ...where }) =>
      answerWith({
        ...where,
        status: 429,
        headers: { "retry-after": String(retryAfterS) },
        body: { error: "too many requests" },
      }),
  }),
  /** Every second request is answered with 500, unless `every` or `fraction` says otherwise. */
  "upstream-intermittent": defineFaultType({
    name: "upstream-intermittent",
    args: requests,
    defaults: { ...onStruckLink, of: "all" },
    kind: httpKind,
    uses: ["links"],
    make: (where) => onRequests({ ...(where.fraction === undefined && { every: 2 }), ...where }, serverError),
  }),
  /** Every answer breaks off in the middle of its JSON. */
  "upstream-malformed": defineFaultType({
    name: "upstream-malformed",
    args: requests,
    defaults: { ...onStruckLink, of: "all" },
    kind: httpKind,
    uses: ["links"],
    make: (where) => malformedBody(where),
  }),
  /** Every named upstream is gone for every replica. */
  "all-upstreams-down": defineFaultType({
    name: "all-upstreams-down",
    args: object({ upstreams: names }),
    uses: ["links"],
    make: ({ upstreams }) => allDown(upstreams),
  }),
  /** The cache too, by the target's name for it. */
  "cache-and-upstreams-down": defineFaultType({
    name: "cache-and-upstreams-down",
    args: object({ cache: string(), upstreams: names }),
    uses: ["links"],
    make: ({ cache, upstreams }) => allDown([cache, ...upstreams]),
  }),
} as const;
