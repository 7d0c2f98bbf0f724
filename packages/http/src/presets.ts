import { type Fault, refuse } from "@chaos-packs/contract";
import { answerWith } from "./faults/answer-with.ts";
import { hangRequest } from "./faults/hang-request.ts";
import { malformedBody } from "./faults/malformed-body.ts";
import type { OnRequests } from "./faults/on-requests.ts";

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
} as const satisfies Readonly<Record<string, (where?: OnRequests) => Fault>>;
