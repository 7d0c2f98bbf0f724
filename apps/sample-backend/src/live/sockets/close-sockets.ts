import type { Live } from "../live.ts";

/** Says goodbye to everybody who listens here, and ends without a word those who have not gone after `patienceMs`. */
export async function closeSockets(live: Live, patienceMs: number): Promise<void> {
  const { parts, sockets } = live;
  const all = [...sockets];
  for (const socket of all) {
    parts.sendTo(live, socket, { type: "closing" });
    socket.close();
  }
  const gone = Promise.all(all.map(({ ended }) => ended));
  await parts.within(patienceMs, () => gone).catch(() => undefined);
  for (const socket of all) if (sockets.has(socket)) socket.cut();
}
