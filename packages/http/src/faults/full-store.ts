import type { Fault } from "@chaos-packs/contract";
import { answerWith } from "./answer-with.ts";
import type { OnRequests } from "./on-requests.ts";

/** A store without space: PUT and POST are answered with 507 Insufficient Storage (RFC 4918), reads and deletes go on. */
export const fullStore = ({ match, ...where }: OnRequests = {}): Fault =>
  answerWith({
    status: 507,
    body: { error: "insufficient storage" },
    match: { method: ["PUT", "POST"], ...match },
    ...where,
  });
