import type { Fault } from "@chaos-packs/contract";
import { answerWith } from "./answer-with.ts";
import type { OnRequests } from "./on-requests.ts";

/** Refuses what writes (PUT, POST, PATCH and DELETE, unless `match` says otherwise), while reads go on; default 503. */
export const refuseWrites = ({
  status = 503,
  match,
  ...where
}: OnRequests & { readonly status?: number } = {}): Fault =>
  answerWith({
    status,
    body: { error: "writes are refused" },
    match: { method: ["PUT", "POST", "PATCH", "DELETE"], ...match },
    ...where,
  });
