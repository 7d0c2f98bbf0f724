import { socketsStayOpen } from "../invariants/clients/sockets-stay-open.ts";
import { itIsBackInTime } from "../invariants/reconnects/it-is-back-in-time.ts";
import { everyReader, everyReaderWithoutHistory } from "./every-reader.ts";

const service = [socketsStayOpen, itIsBackInTime] as const;

/** What is judged whenever the broker or the way to it fails, and the service that holds the sockets lives on. */
export const everyFailureOfTheBroker = [...everyReader, ...service] as const;

/** The same when the broker loses all that it has kept. */
export const everyLossOfItsMemory = [...everyReaderWithoutHistory, ...service] as const;
