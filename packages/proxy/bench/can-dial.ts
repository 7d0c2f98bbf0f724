import { once } from "node:events";
import net from "node:net";

/** Whether somebody listens on a port of loopback. */
export async function canDial(port: number): Promise<boolean> {
  const socket = net.connect({ port, host: "127.0.0.1" });
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
