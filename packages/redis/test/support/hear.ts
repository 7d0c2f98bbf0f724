import net from "node:net";
import type { Stack } from "./open-stack.ts";

/** What a client hears that says something, or nothing, until the connection ends. */
export async function hear({ link }: Pick<Stack, "link">, says: string): Promise<string> {
  const socket = net.connect(Number(new URL(link.url).port), "127.0.0.1");
  if (says !== "") socket.write(says);
  let heard = "";
  for await (const bytes of socket) heard += (bytes as Buffer).toString("latin1");
  return heard;
}
