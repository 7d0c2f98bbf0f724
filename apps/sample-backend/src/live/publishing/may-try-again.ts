import { isBrokenCircuitError, isBulkheadRejectedError } from "cockatiel";
import { messageOf } from "../../failure.ts";

/** What another try cannot mend: something is wrong with how the service is set up. */
const SETTLED = /^(NOAUTH|NOPERM|WRONGPASS|WRONGTYPE|NOSCRIPT|ERR (?!max number of clients))/;

/** Whether giving a message to Redis once more may help: connections that were lost, silence, and errors that pass by themselves. */
export const mayTryAgain = (error: Error): boolean =>
  !isBrokenCircuitError(error) && !isBulkheadRejectedError(error) && !SETTLED.test(messageOf(error));
