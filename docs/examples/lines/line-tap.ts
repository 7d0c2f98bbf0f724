import type { Edge, Fate } from "@chaos-packs/contract";
import type { Tap, TapConnection } from "@chaos-packs/proxy";

/** One line to the server, with its answer once there is one. */
export interface LineMessage {
  readonly line: string;
  readonly answer?: string;
}

/** Splits both ways into lines and asks `see` about each: about a request before it is sent on, about its answer before that is. */
export function lineTap(
  connection: TapConnection,
  see: (message: LineMessage, edge: Edge) => Promise<Fate> | undefined,
): Tap {
  const asked: string[] = [];
  const walk = (send: (line: string) => void, messageOf: (line: string) => LineMessage, edge: Edge) => {
    let rest = "";
    return async (bytes: Buffer): Promise<void> => {
      const lines = (rest + bytes.toString()).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const fate = await see(messageOf(line), edge);
        if (fate === "drop") return connection.reset();
        send(`${line}\n`);
      }
    };
  };
  return {
    up: walk(
      (line) => connection.sendUp(Buffer.from(line)),
      (line) => {
        asked.push(line);
        return { line };
      },
      "before",
    ),
    down: walk(
      (line) => connection.sendDown(Buffer.from(line)),
      (answer) => ({ line: asked.shift() ?? "", answer }),
      "after",
    ),
    isBusy: () => asked.length > 0,
  };
}
