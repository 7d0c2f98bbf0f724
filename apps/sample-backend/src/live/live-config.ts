import { readEnvironment } from "../environment.ts";
import type { Backoff } from "../pool/pool-options.ts";

/** What a role of the live side is configured with, from its environment. Times are ms. */
export interface LiveConfig {
  readonly redisUrl: string;
  readonly port: number;
  /** In front of every key and channel in Redis. */
  readonly prefix: string;
  readonly connectTimeoutMs: number;
  /** Longest time of one command. */
  readonly commandTimeoutMs: number;
  /** How often a connection to Redis is asked whether it lives; it is given up when it has not answered by the next time. */
  readonly heartbeatMs: number;
  /** Between dials that fail, and between the tries of a publish. */
  readonly backoff: Backoff;
  /** Most times that a message is given to Redis before it goes to local sockets. */
  readonly tries: number;
  /** Longest time of all tries together. */
  readonly publishWithinMs: number;
  /** Tries in a row that fail, and open the circuit for `openMs`. */
  readonly circuit: { readonly threshold: number; readonly openMs: number };
  /** Most channels that are published to, and read from, at a time. */
  readonly sideBySide: number;
  /** Most messages that wait for Redis. */
  readonly outboxMost: number;
  /** How many messages of a channel are kept, and for how long. */
  readonly historyMost: number;
  readonly historyForMs: number;
  /** For how long a message that was published is known by its id. */
  readonly knownForMs: number;
  /** Longest body of a message, bytes. */
  readonly messageMost: number;
  /** Most channels and patterns of one socket. */
  readonly channelsMost: number;
  /** Longest silence on a socket. */
  readonly keepAliveMs: number;
  /** After how long without a sign of life a client is cut off. */
  readonly giveUpMs: number;
  /** Most bytes that wait for a client to read them before it is cut off; of what it has missed it is given only half as much at a time. */
  readonly unsentMost: number;
  /** Nominal time after which event streams are to reconnect. */
  readonly retryMs: number;
  /** Failures in a row by which a service counts as failed, and how long it must be healthy to be back. */
  readonly failureThreshold: number;
  readonly recoveryMs: number;
  /** What a process listens to for itself, and where it writes down what it has taken. */
  readonly listensTo: { readonly channels: readonly string[]; readonly patterns: readonly string[] };
  readonly journal: string | undefined;
  readonly graceMs: number;
  readonly logLevel: string;
}

/** Reads the configuration; throws when something that is needed is missing or not a number. */
export function readLiveConfig(env: Readonly<Record<string, string | undefined>>): LiveConfig {
  const { text, number } = readEnvironment(env);
  const list = (name: string): readonly string[] => (env[name] ?? "").split(",").filter(Boolean);
  return {
    redisUrl: text("REDIS_URL"),
    port: number("PORT", 0),
    prefix: text("REDIS_PREFIX", "live:"),
    connectTimeoutMs: number("CONNECT_TIMEOUT_MS", 2_000),
    commandTimeoutMs: number("COMMAND_TIMEOUT_MS", 1_000),
    heartbeatMs: number("HEARTBEAT_MS", 5_000),
    backoff: {
      baseMs: number("BACKOFF_BASE_MS", 100),
      factor: number("BACKOFF_FACTOR", 2),
      mostMs: number("BACKOFF_MOST_MS", 5_000),
      jitter: number("BACKOFF_JITTER", 0.5),
    },
    tries: number("TRIES", 4),
    publishWithinMs: number("PUBLISH_WITHIN_MS", 2_000),
    circuit: { threshold: number("CIRCUIT_THRESHOLD", 5), openMs: number("CIRCUIT_OPEN_MS", 1_000) },
    sideBySide: number("SIDE_BY_SIDE", 16),
    outboxMost: number("OUTBOX_MOST", 10_000),
    historyMost: number("HISTORY_MOST", 1_000),
    historyForMs: number("HISTORY_FOR_MS", 86_400_000),
    knownForMs: number("KNOWN_FOR_MS", 300_000),
    messageMost: number("MESSAGE_MOST", 65_536),
    channelsMost: number("CHANNELS_MOST", 100),
    keepAliveMs: number("KEEP_ALIVE_MS", 15_000),
    giveUpMs: number("GIVE_UP_MS", 45_000),
    unsentMost: number("UNSENT_MOST", 1_048_576),
    retryMs: number("RETRY_MS", 1_000),
    failureThreshold: number("FAILURE_THRESHOLD", 2),
    recoveryMs: number("RECOVERY_MS", 2_000),
    listensTo: { channels: list("CHANNELS"), patterns: list("PATTERNS") },
    journal: env["JOURNAL"],
    graceMs: number("GRACE_MS", 10_000),
    logLevel: text("LOG_LEVEL", "info"),
  };
}
