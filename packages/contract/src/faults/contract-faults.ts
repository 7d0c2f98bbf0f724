import type { FaultType } from "../fault-type.ts";
import { blackhole } from "./blackhole.ts";
import { closeConnection } from "./close-connection.ts";
import { delay, highLatency } from "./delay.ts";
import { failConnections } from "./fail-connections.ts";
import { failDials } from "./fail-dials.ts";
import { hold } from "./hold.ts";
import { kill } from "./kill.ts";
import { look } from "./look.ts";
import { packetLoss } from "./packet-loss.ts";
import { partition } from "./partition.ts";
import { refuse } from "./refuse.ts";
import { resetConnection } from "./reset-connection.ts";
import { stall } from "./stall.ts";
import { stop } from "./stop.ts";
import { stopWithout } from "./stop-without.ts";
import { together } from "./together.ts";
import { toxicFaults } from "./toxic-faults.ts";

/** The types of faults that every schedule may name: those on roles and links, and those made of others. */
export const contractFaults: readonly FaultType[] = [
  blackhole,
  closeConnection,
  delay,
  failConnections,
  failDials,
  highLatency,
  hold,
  kill,
  look,
  packetLoss,
  partition,
  refuse,
  resetConnection,
  stall,
  stop,
  stopWithout,
  together,
  ...Object.values(toxicFaults),
];
