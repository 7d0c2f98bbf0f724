import { later } from "../../clock.ts";
import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** Dials after a pause, also when nobody waits. Processes that lost their lines together do not come back together, because each pause is random. */
export function pauseThenDial(live: Live, line: Line): void {
  const { parts, config } = live;
  line.pause?.[Symbol.dispose]();
  line.pause = later(parts.pauseBefore(Math.max(1, line.failures), config.backoff), () => {
    line.pause = undefined;
    void parts.raiseLine(live, line);
  });
}
