import { type EnvironmentAt, type Role, workerThread } from "@chaos-packs/contract/target";
import { traits } from "./traits.ts";

/** Where the subscriber writes down what it has taken, in its own folder. */
export const JOURNAL = "journal.jsonl";

/** What the subscriber listens to: channels by their names, and by patterns, with a channel of each. */
export const OWN_CHANNELS = { names: ["orders", "payments"], patterns: ["audit:*"], ofPatterns: ["audit:1"] } as const;

const environment = ({ url, port }: EnvironmentAt<"redis">): Record<string, string> => ({
  REDIS_URL: url.redis,
  PORT: String(port),
  CONNECT_TIMEOUT_MS: String(traits.connectTimeoutMs),
  // A dead connection is noticed after one heartbeat and the wait for its answer.
  HEARTBEAT_MS: "100",
  COMMAND_TIMEOUT_MS: "120",
  BACKOFF_BASE_MS: String(traits.backoffBaseMs),
  BACKOFF_FACTOR: String(traits.backoffFactor),
  BACKOFF_MOST_MS: String(traits.backoffMostMs),
  BACKOFF_JITTER: String(traits.backoffJitter),
  TRIES: String(traits.publishTries),
  PUBLISH_WITHIN_MS: "350",
  KNOWN_FOR_MS: String(traits.knownForMs),
  CIRCUIT_THRESHOLD: "6",
  CIRCUIT_OPEN_MS: "100",
  OUTBOX_MOST: "1000",
  HISTORY_MOST: String(traits.historySize),
  MESSAGE_MOST: String(traits.messageBytes),
  CHANNELS_MOST: String(traits.wishesPerSocket),
  KEEP_ALIVE_MS: String(traits.keepAliveMs),
  GIVE_UP_MS: "1200",
  UNSENT_MOST: "262144",
  RETRY_MS: "50",
  FAILURE_THRESHOLD: "2",
  RECOVERY_MS: "100",
  GRACE_MS: String(traits.graceMs),
});

const roleOf = (
  name: "live" | "subscriber",
  defect: string | undefined,
  more: (at: EnvironmentAt<"redis">) => object,
): Role<"redis"> =>
  workerThread({
    entry: new URL(
      defect === undefined ? `../../src/roles/${name}.js` : "../../../defects/live/run-live.js",
      import.meta.url,
    ),
    ready: { path: "/healthz" },
    env: (at) => ({ ...environment(at), ...more(at), ...(defect !== undefined && { DEFECT: defect, ROLE: name }) }),
    graceMs: traits.graceMs,
    connections: { redis: traits.connections },
    dialsPerSecond: 40,
  });

/** The live side, sound or, when a defect is named, with that in it: one role for clients, and one that listens for itself. */
export const liveRoles = (defect?: string): { readonly live: Role<"redis">; readonly subscriber: Role<"redis"> } => ({
  live: roleOf("live", defect, () => ({})),
  subscriber: roleOf("subscriber", defect, ({ directory }) => ({
    CHANNELS: OWN_CHANNELS.names.join(),
    PATTERNS: OWN_CHANNELS.patterns.join(),
    JOURNAL: `${directory}/${JOURNAL}`,
  })),
});
