import { sleep } from "../../src/clock.ts";
import type { Feed } from "../../src/live/feeds/feed.ts";
import type { LiveSocket } from "../../src/live/sockets/live-socket.ts";
import { defineLiveDefect } from "./live-defect.ts";

const MOST_MS = 1_000;
const LOOK_MS = 5;

const turns = new WeakMap<Feed, Promise<void>>();

async function untilTaken(socket: LiveSocket): Promise<void> {
  for (let waited = 0; waited < MOST_MS && socket.unsent() > 0; waited += LOOK_MS) await sleep(LOOK_MS);
}

export const defect = defineLiveDefect({
  name: "each-message-waits-for-the-slowest",
  mistake: "The next message is handed out when all clients have taken the one before: the slowest sets the pace",
  expected: ["pubsub/one-bad-socket"],
  swap: ({ handOut }) => ({
    handOut(live, feed, message) {
      const before = turns.get(feed) ?? Promise.resolve();
      const turn = before.then(async () => {
        const sockets = [...feed.subscriptions.values()].map(({ socket }) => socket);
        handOut(live, feed, message);
        await Promise.all(sockets.map(untilTaken));
      });
      turns.set(feed, turn);
    },
  }),
});
