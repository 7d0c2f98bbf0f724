import type { Live } from "../live.ts";
import type { Line } from "./line.ts";

/** Dials, unless the line is up, being dialled, pausing or closed. Resolves when it is up or has not come up. */
export async function raiseLine(live: Live, line: Line): Promise<void> {
  if (line.isClosed || line.client || line.dialling || line.pause) return;
  const client = await live.parts.dialLine(live, line).catch((error: Error) => {
    live.parts.dialFailed(live, line, error);
    return undefined;
  });
  if (!client) return;
  if (line.isClosed) client.disconnect();
  else live.parts.lineIsUp(live, line, client);
}
