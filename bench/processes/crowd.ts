import { once } from "node:events";
import { WebSocket } from "ws";
import type { Outgoing } from "../../apps/sample-backend/src/live/sockets/outgoing.ts";
import { serveParent } from "../../packages/proxy/bench/processes/process.ts";
import { sharedNow } from "../shared-clock.ts";

/** What has become of the clients so far. */
export interface CrowdCounts {
  /** Still connected. */
  readonly open: number;
  /** Have been told a mode that is not NORMAL. */
  readonly toldOfOutage: number;
  /** Have been told NORMAL after that. */
  readonly toldOfRecovery: number;
  /** When each of those that had a message through Redis since `forgetDeliveries` had its first, `sharedNow`. */
  readonly deliveredAt: readonly number[];
}

interface Guest {
  readonly socket: WebSocket;
  told: "nothing" | "of the outage" | "of the recovery";
  deliveredAt: number | undefined;
}

/** Sockets that are being opened at once. */
const AT_ONCE = 100;
/** Most of what comes; nobody needs it parsed. */
const ALIVE = JSON.stringify({ type: "alive" } satisfies Outgoing);

const guests: Guest[] = [];
/** Told of each guest for whom something has come, or who has gone. */
let whenChanged: (guest: Guest) => void = () => {};

function take(guest: Guest, text: string, subscribed: () => void): void {
  if (text === ALIVE) return;
  const message = JSON.parse(text) as Outgoing;
  if (message.type === "subscribed") subscribed();
  else if (message.type === "message" && message.via === "broker") guest.deliveredAt ??= sharedNow();
  else if (message.type === "mode" && message.mode !== "NORMAL") guest.told = "of the outage";
  else if (message.type === "mode" && guest.told === "of the outage") guest.told = "of the recovery";
  whenChanged(guest);
}

/** Rejects when it is closed before its wish is in force. */
async function openGuest(url: string): Promise<void> {
  const socket = new WebSocket(url);
  const guest: Guest = { socket, told: "nothing", deliveredAt: undefined };
  await new Promise<void>((resolve, reject) => {
    socket.on("message", (data) => take(guest, String(data), resolve));
    socket.on("error", reject);
    socket.once("close", () => {
      reject(new Error("closed before it was subscribed"));
      whenChanged(guest);
    });
  });
  guests.push(guest);
}

const isOpen = ({ socket }: Guest): boolean => socket.readyState === WebSocket.OPEN;

/** Resolves when it is so for all that are open, or time is up. */
async function untilAll(isSo: (guest: Guest) => boolean, withinMs: number): Promise<void> {
  const waitedFor = new Set(guests);
  await new Promise<void>((resolve) => {
    const givenUp = setTimeout(resolve, withinMs);
    whenChanged = (guest) => {
      if (isSo(guest) || !isOpen(guest)) waitedFor.delete(guest);
      if (waitedFor.size > 0) return;
      clearTimeout(givenUp);
      resolve();
    };
    for (const guest of guests) whenChanged(guest);
  });
  whenChanged = () => {};
}

const skills = {
  /** Opens so many WebSockets that wish for a channel; resolves when each wish is in force. */
  async open(url: string, channel: string, wanted: number): Promise<void> {
    const address = `${url.replace("http", "ws")}/socket?${new URLSearchParams({ channel })}`;
    for (let missing = wanted; missing > 0; missing -= AT_ONCE) {
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, missing) }, () => openGuest(address)));
    }
  },
  /** Deliveries count from now. */
  forgetDeliveries(): void {
    for (const guest of guests) guest.deliveredAt = undefined;
  },
  untilDelivered: (withinMs: number) => untilAll(({ deliveredAt }) => deliveredAt !== undefined, withinMs),
  untilToldOfOutage: (withinMs: number) => untilAll(({ told }) => told !== "nothing", withinMs),
  untilToldOfRecovery: (withinMs: number) => untilAll(({ told }) => told === "of the recovery", withinMs),
  counts: (): CrowdCounts => ({
    open: guests.filter(isOpen).length,
    toldOfOutage: guests.filter(({ told }) => told !== "nothing").length,
    toldOfRecovery: guests.filter(({ told }) => told === "of the recovery").length,
    deliveredAt: guests.flatMap(({ deliveredAt }) => deliveredAt ?? []),
  }),
  /** All leave; resolves when they have gone. */
  async leave(): Promise<void> {
    await Promise.all(
      guests.splice(0).map(async ({ socket }) => {
        if (socket.readyState === WebSocket.CLOSED) return;
        const closed = once(socket, "close");
        socket.terminate();
        await closed;
      }),
    );
  },
};
export type CrowdSkills = typeof skills;

serveParent(skills, skills.leave);
