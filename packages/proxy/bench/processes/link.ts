import { EventEmitter, once } from "node:events";
import type { LiveToxic, Toxic } from "@chaos-packs/contract/kind";
import { type OpenedLink, openLink, type TapFactory } from "@chaos-packs/proxy";
import { serveParent } from "./process.ts";

const passAllOn: TapFactory = (connection) => ({
  up: (bytes) => void connection.sendUp(bytes),
  down: (bytes) => void connection.sendDown(bytes),
});

const empty = new EventEmitter();
let link: OpenedLink | undefined;
let laid: LiveToxic | undefined;

const skills = {
  /** Opens a link, or one with a tap that passes all on: where it listens. */
  async open(upstream: number, { isTapped = false } = {}): Promise<number> {
    link = await openLink({
      by: { role: "bench", index: 0 },
      dependency: "bench",
      upstream: { host: "127.0.0.1", port: upstream },
      url: String,
      seed: 1,
      connection: ({ phase }) => {
        if (phase === "closed" && link?.connections() === 0) empty.emit("empty");
      },
      ...(isTapped && { tap: passAllOn }),
    });
    return link.port;
  },
  async lay(toxic: Toxic): Promise<void> {
    laid = await link?.toxic(toxic);
  },
  async lift(): Promise<void> {
    await laid?.[Symbol.asyncDispose]();
  },
  /** Resolves when it has no connection. */
  async whenEmpty(): Promise<void> {
    if (link?.connections()) await once(empty, "empty");
  },
};
export type LinkSkills = typeof skills;

serveParent(skills);
