import { setTimeout as sleep } from "node:timers/promises";
import { traits } from "../../apps/sample-backend/dist/chaos/live/traits.js";
import { type Item, openEvents, openSocket, type TestClient } from "../../apps/sample-backend/test/live/open-client.ts";
import { median, quantile, rounded } from "../../packages/proxy/bench/quantile.ts";
import { randomFrom } from "../../packages/proxy/src/random.ts";
import type { LiveRole } from "./open-live-role.ts";
import { startPublishing } from "./start-publishing.ts";

/** From the end of an outage to the first message that came through Redis. */
export interface FirstDelivery {
  readonly outages: number;
  readonly webSocketMedianMs: number;
  readonly webSocketP90Ms: number;
  readonly eventsMedianMs: number;
  readonly eventsP90Ms: number;
  /** What is part of it: after a heal the service first waits out the pause that it is in, and the time for which its circuit is open. */
  readonly waits: {
    readonly backoffBaseMs: number;
    readonly backoffFactor: number;
    readonly backoffMostMs: number;
    /** The share of a pause that is random. */
    readonly backoffJitter: number;
    readonly circuitOpenMs: number;
  };
  /** Between two messages, ms: so much later than the way is free may a message come. */
  readonly publishedEveryMs: number;
  readonly goals: { readonly withinMs: number };
}

const CHANNEL = "first";
const PUBLISHED_EVERY_MS = 10;
/** Long enough for the pauses to have grown to their most, and drawn, so that heals fall anywhere into them. */
const OUTAGE_MS = { least: 300, most: 500 };
const PATIENCE_MS = 10_000;

/** Breaks the way to Redis again and again; a WebSocket and an event stream listen to one channel. */
export async function measureFirstDelivery(live: LiveRole, { outages = 20 } = {}): Promise<FirstDelivery> {
  const random = randomFrom(1);
  await using webSocket = await openSocket(live.url, `channel=${CHANNEL}`);
  await using events = await openEvents(live.url, `channel=${CHANNEL}`);
  const clients = [webSocket, events];
  await using _publishing = startPublishing(live.url, CHANNEL, PUBLISHED_EVERY_MS);
  await Promise.all(clients.map((client) => soon(client.until((items) => items.some(isThroughRedis)))));
  const took: (readonly number[])[] = [];
  for (let outage = 0; outage < outages; outage += 1) {
    const fault = await live.breakLink();
    await sleep(OUTAGE_MS.least + random() * (OUTAGE_MS.most - OUTAGE_MS.least));
    await Promise.all(clients.map((client) => soon(client.until((items) => modeOf(items) !== "NORMAL"))));
    await fault[Symbol.asyncDispose]();
    took.push(await firstDeliveries(clients));
    await Promise.all(clients.map((client) => soon(client.until((items) => modeOf(items) === "NORMAL"))));
  }
  const of = (index: number): readonly number[] => took.map((each) => each[index] ?? Number.NaN);
  return {
    outages,
    webSocketMedianMs: rounded(median(of(0)), 1),
    webSocketP90Ms: rounded(quantile(of(0), 0.9), 1),
    eventsMedianMs: rounded(median(of(1)), 1),
    eventsP90Ms: rounded(quantile(of(1), 0.9), 1),
    waits: {
      backoffBaseMs: traits.backoffBaseMs,
      backoffFactor: traits.backoffFactor,
      backoffMostMs: traits.backoffMostMs,
      backoffJitter: traits.backoffJitter,
      circuitOpenMs: Number(live.env["CIRCUIT_OPEN_MS"]),
    },
    publishedEveryMs: PUBLISHED_EVERY_MS,
    goals: { withinMs: traits.recoverWithinMs },
  };
}

/** From now to the first message through Redis that reaches each, ms. */
async function firstDeliveries(clients: readonly TestClient[]): Promise<readonly number[]> {
  const healed = performance.now();
  return Promise.all(
    clients.map(async (client) => {
      const had = client.items.length;
      await soon(client.until((items) => items.slice(had).some(isThroughRedis)));
      return performance.now() - healed;
    }),
  );
}

const isThroughRedis = (item: Item): boolean => item.type === "message" && item.via === "broker";

/** What a client was told last; nothing is said when it joins while all is well. */
function modeOf(items: readonly Item[]): string {
  const told = items.findLast(({ type }) => type === "mode");
  return told?.type === "mode" ? told.mode : "NORMAL";
}

/** Rejects when it takes so long that something is broken. */
async function soon<T>(awaited: Promise<T>): Promise<T> {
  const late = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`a client waited for ${PATIENCE_MS} ms in vain`);
  });
  return Promise.race([awaited, late]);
}
