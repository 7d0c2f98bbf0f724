import net from "node:net";
import { listening } from "./listening.ts";
import { serveParent } from "./process.ts";

/** The first byte of what asks for a block; the four after it say how long. Everything else is echoed. */
const BLOCK = 0x62;
const block = Buffer.alloc(1 << 20, "x");

function send(socket: net.Socket, bytes: number): void {
  for (let left = bytes; left > 0; left -= block.length) {
    const part = left < block.length ? block.subarray(0, left) : block;
    if (socket.write(part)) continue;
    socket.once("drain", () => send(socket, left - part.length));
    return;
  }
}

const skills = {
  /** Where it listens. */
  listen: (): Promise<number> =>
    listening(
      net.createServer({ noDelay: true }, (socket) => {
        socket.on("error", () => {});
        socket.on("data", (bytes: Buffer) => {
          if (bytes[0] === BLOCK) send(socket, bytes.readUInt32BE(1));
          else socket.write(bytes);
        });
      }),
    ),
};
export type ServerSkills = typeof skills;

serveParent(skills);
