// What a service on Redis' pub/sub and WebSockets has of `broadcast`: no replay, no modes, no numbers.
import { bindCapability, defineTarget, type StreamMessage, workerThread } from "@chaos-packs/contract";
import { broadcast } from "@chaos-packs/pack-pubsub";
import { command, pushed, redis } from "@chaos-packs/redis";

interface Message {
  readonly channel: string;
  readonly id: string;
  readonly body: string;
}

const dependencies = { redis: redis() };
const role = "api";

/** As the service is set up. */
const settings = { reconnectMs: 100, connectTimeoutMs: 400 };

const idIn = (payload: unknown): string => (JSON.parse(String(payload)) as Message).id;

/** The service as it should be, or one whose publishing connection sends again what was not answered. */
export const redisSockets = ({ resends = false } = {}) =>
  defineTarget(dependencies, {
    name: "redis-sockets",
    roles: {
      [role]: workerThread({
        entry: new URL("./service.js", import.meta.url),
        ready: { path: "/healthz" },
        env: ({ url, port }) => ({
          REDIS_URL: url.redis,
          PORT: String(port),
          CONNECT_TIMEOUT_MS: String(settings.connectTimeoutMs),
          RECONNECT_MS: String(settings.reconnectMs),
          RESENDS: resends ? "yes" : "no",
        }),
        connections: { redis: 2 },
      }),
    },
    capabilities: [
      bindCapability(broadcast, dependencies, {
        operations: {
          publish: (message) => ({
            request: { role, method: "POST", path: "/messages", body: message },
            answer: (_body: unknown, status: number) => (status === 202 ? {} : undefined),
          }),
          socket: ({ channels }) => ({
            role,
            path: `/socket?${new URLSearchParams(channels.map((channel): [string, string] => ["channel", channel]))}`,
            over: "websocket" as const,
            read: ({ data }: StreamMessage<never>) => ({ type: "message" as const, ...(data as Message) }),
          }),
        },
        observations: {
          async subscriptions({ redis }) {
            const subscribers = Object.entries(await redis.subscribers());
            return { channels: subscribers.map(([channel, count]) => ({ channel, subscribers: count })), patterns: 0 };
          },
        },
        traits: {
          connections: 2,
          connectTimeoutMs: settings.connectTimeoutMs,
          backoffBaseMs: settings.reconnectMs,
          backoffFactor: 1,
          backoffMostMs: settings.reconnectMs,
          recoverWithinMs: 1_000,
          graceMs: 1_000,
          slackMs: 200,
          // One that sends again gives a message to the broker at least twice.
          ...(resends && { publishTries: 2 }),
        },
        moments: {
          "message is published": command("PUBLISH", ({ args: [channel = "", payload] }) => ({
            channel,
            id: idIn(payload),
          })),
          "message is pushed": pushed("*", ({ channel, payload }) => ({ channel, id: idIn(payload) })),
          subscribes: command("SUBSCRIBE", ({ args }) => args.map((channel) => ({ channel }))),
        },
      }),
    ],
  });
