import { messageOf } from "../../failure.ts";

/** Whether an error reply says that another connection is needed: behind the same address there may be another server by now. */
export const spoilsLine = (error: unknown): boolean => /^(READONLY|NOAUTH|MASTERDOWN)\b/.test(messageOf(error));
