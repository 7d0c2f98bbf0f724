import type { Fault } from "@chaos-packs/contract";
import type { RuleAnswer } from "../rules/http-rule.ts";
import { type OnRequests, onRequests } from "./on-requests.ts";

/** Answers requests in the server's place: they never reach it, and the connection goes on. */
export const answerWith = ({ status, headers, body, ...where }: OnRequests & RuleAnswer): Fault =>
  onRequests(
    `answer ${status}`,
    { do: "answer", status, ...(headers && { headers }), ...(body !== undefined && { body }) },
    where,
  );
