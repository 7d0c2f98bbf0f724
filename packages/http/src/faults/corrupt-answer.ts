import type { Fault } from "@chaos-packs/contract";
import type { Damage } from "../rules/http-rule.ts";
import { type OnRequests, onRequests } from "./on-requests.ts";

/** Damages what the server really answers: one byte is another (default), or the second half is missing. */
export const corruptAnswer = ({ how = "flip", ...where }: OnRequests & { readonly how?: Damage } = {}): Fault =>
  onRequests("corrupt answer", { do: "corrupt", how }, where);
