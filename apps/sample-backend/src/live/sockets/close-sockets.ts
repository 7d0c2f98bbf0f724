import { sleep } from "../../clock.ts";
import type { Live } from "../live.ts";

/** How often it is looked whether clients have gone, ms. */
const LOOK_MS = 10;

/** Says goodbye to everybody who listens here, and ends without a word those who have not gone after `patienceMs`. */
export async function closeSockets(live: Live, patienceMs: number): Promise<void> {
  const { parts, sockets } = live;
  const gone = new Set([...sockets].filter(({ over }) => over !== "journal"));
  for (const socket of gone) {
    parts.sendTo(live, socket, { type: "closing" });
    socket.close();
  }
  for (let waited = 0; waited < patienceMs && [...gone].some((socket) => sockets.has(socket)); waited += LOOK_MS) {
    await sleep(LOOK_MS);
  }
  for (const socket of gone) if (sockets.has(socket)) socket.cut();
}
