import type { Live } from "../live.ts";
import { type Line, tellWaiting } from "./line.ts";

/** Ends a line for good, whatever it is at: nothing of it is left, also when Redis is away. */
export async function closeLine({ parts, config }: Live, line: Line): Promise<void> {
  const { client, dialling } = line;
  line.isClosed = true;
  line.pause?.[Symbol.dispose]();
  line.client = undefined;
  tellWaiting(line);
  dialling?.disconnect();
  if (!client || client.status === "end") return;
  const ended = new Promise<void>((resolve) => client.once("end", resolve));
  client.disconnect();
  await parts.within(config.connectTimeoutMs, () => ended).catch(() => undefined);
}
