import type { FaultType } from "@chaos-packs/contract/kind";
import { presets } from "../presets.ts";
import { answerWith } from "./answer-with.ts";
import { corruptAnswer } from "./corrupt-answer.ts";
import { delayRequest } from "./delay-request.ts";
import { fullStore } from "./full-store.ts";
import { hangRequest } from "./hang-request.ts";
import { malformedBody } from "./malformed-body.ts";
import { refuseWrites } from "./refuse-writes.ts";
import { resetRequest } from "./reset-request.ts";

/** The types of faults of HTTP services, by which schedules in JSON name them. */
export const httpFaults: readonly FaultType[] = [
  answerWith,
  corruptAnswer,
  delayRequest,
  fullStore,
  hangRequest,
  malformedBody,
  refuseWrites,
  resetRequest,
  ...Object.values(presets),
];
