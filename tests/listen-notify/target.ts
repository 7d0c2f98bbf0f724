// What a service on LISTEN and NOTIFY has of `broadcast`: no replay, no modes, no sockets, and nothing else that it does not set.
import { bindCapability, defineTarget, type StreamMessage, workerThread } from "@chaos-packs/contract";
import { broadcast } from "@chaos-packs/pack-pubsub";
import { notification, postgres, statement } from "@chaos-packs/postgres";

interface Message {
  readonly id: string;
  readonly body: string;
}

const dependencies = { postgres: postgres({ schema: "-- Notifications need no table." }) };
const role = "api";

/** As the service is set up. */
const settings = { reconnectMs: 100, connectTimeoutMs: 400, nameMost: 63 };
const POOL_SIZE = 4;

const idIn = (payload: unknown): string => (JSON.parse(String(payload)) as Message).id;

/** The service as it should be, or one that does not listen again once its connection was lost. */
export const listenNotify = ({ listensAgain = true } = {}) =>
  defineTarget(dependencies, {
    name: "listen-notify",
    roles: {
      [role]: workerThread({
        entry: new URL("./service.js", import.meta.url),
        ready: { path: "/healthz" },
        env: ({ url, port }) => ({
          DATABASE_URL: url.postgres,
          PORT: String(port),
          RECONNECT_MS: String(settings.reconnectMs),
          CONNECT_TIMEOUT_MS: String(settings.connectTimeoutMs),
          NAME_MOST: String(settings.nameMost),
          LISTENS_AGAIN: listensAgain ? "yes" : "no",
        }),
        connections: { postgres: POOL_SIZE + 1 },
      }),
    },
    capabilities: [
      bindCapability(broadcast, dependencies, {
        operations: {
          publish: (message) => ({
            request: { role, method: "POST", path: "/messages", body: message },
            answer: (_body: unknown, status: number) => (status === 202 ? {} : undefined),
          }),
          events: ({ channel }) => ({
            role,
            path: `/events?${new URLSearchParams({ channel })}`,
            over: "server-sent events" as const,
            read: ({ data }: StreamMessage<never>) => ({ type: "message" as const, channel, ...(data as Message) }),
          }),
        },
        // Who listens pauses before it dials again; the pool dials for each publish, so the service as a whole promises no pause.
        traits: {
          connections: POOL_SIZE + 1,
          connectTimeoutMs: settings.connectTimeoutMs,
          recoverWithinMs: 1_000,
          channelLength: settings.nameMost,
          graceMs: 1_000,
          slackMs: 200,
        },
        moments: {
          "message is published": statement(/pg_notify/i, ({ parameters: [channel, payload] }) => ({
            channel: String(channel),
            id: idIn(payload),
          })),
          "message is pushed": notification("*", ({ channel, payload }) => ({ channel, id: idIn(payload) })),
          subscribes: statement(/^listen/i, ({ sql }) => ({ channel: sql.replace(/^listen "?|"$/gi, "") })),
        },
      }),
    ],
  });
