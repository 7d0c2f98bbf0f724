import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { type Check, missing, well } from "./finding.ts";

/** Everything crosses sockets of 127.0.0.1. */
export const checkLoopback: Check = async () => {
  const server = createServer((socket) => socket.end());
  try {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
    await once(socket, "connect");
    socket.destroy();
    return [well("127.0.0.1 can be listened on and dialled")];
  } catch (error) {
    return [
      missing(
        `127.0.0.1 cannot be used: ${(error as Error).message}`,
        "Bring the loopback device up: ip link set lo up",
      ),
    ];
  } finally {
    server.close();
  }
};
