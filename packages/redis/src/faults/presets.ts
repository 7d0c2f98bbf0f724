import { blackhole, delay, type Fault, type OnLinks, refuse } from "@chaos-packs/contract";
import { refusals } from "../rules/refusals.ts";
import { tooManyClients } from "./fail-handshake.ts";
import { type FailOver, failOver } from "./fail-over.ts";
import { type OnCommands, onCommands } from "./on-commands.ts";
import type { OnDials } from "./on-dials.ts";
import { replyWithError } from "./reply-with-error.ts";
import { type RestartServer, restartServer } from "./restart-server.ts";

const SLOW_MS = 2_000;
const FRACTION = 0.3;

/** A fault of the network on the way to Redis, by its name as a preset. */
const named = (name: string, fault: Fault, { link = "struck" }: OnLinks): Fault => ({
  ...fault,
  name,
  understands: [{ link, kind: "redis" }],
});

/** Redis is gone: connections are reset, new ones refused. */
export const redisUnavailable = (where: OnLinks = {}): Fault => named("redis-unavailable", refuse(where), where);

/** Redis does not answer: connections stay open or are accepted, and nothing ever comes. */
export const redisTimeout = (where: OnLinks = {}): Fault =>
  named("redis-timeout", blackhole({ of: "all", ...where }), where);

/** Every answer of Redis, and every message, comes late, by 2 s unless `ms` says otherwise. */
export const redisSlow = ({ ms = SLOW_MS, ...where }: OnLinks & { readonly ms?: number } = {}): Fault =>
  named("redis-slow", delay({ of: "all", ...where, ms, direction: "down" }), where);

/** Of any ten commands exactly three (or the `fraction` given) are answered with LOADING. */
export const redisIntermittent = ({ fraction = FRACTION, ...where }: OnCommands = {}): Fault =>
  onCommands("redis-intermittent", { of: "all", fraction, ...where }, { error: refusals.LOADING.error });

/** Whatever writes is answered with READONLY. */
export const redisReadonly = (where: OnCommands = {}): Fault => ({
  ...replyWithError({ of: "all", ...where, error: "READONLY" }),
  name: "redis-readonly",
});

/** Whatever reads or writes data is answered with LOADING. */
export const redisLoading = (where: OnCommands = {}): Fault => ({
  ...replyWithError({ of: "all", ...where, error: "LOADING" }),
  name: "redis-loading",
});

/** Whatever takes more memory is answered with OOM. */
export const redisOutOfMemory = (where: OnCommands = {}): Fault => ({
  ...replyWithError({ of: "all", ...where, error: "OOM" }),
  name: "redis-out-of-memory",
});

/** Whatever writes is answered with MISCONF, as by a server that cannot save to its disk. */
export const redisMisconf = (where: OnCommands = {}): Fault => ({
  ...replyWithError({ of: "all", ...where, error: "MISCONF" }),
  name: "redis-misconf",
});

/** Whoever dials is answered that there are too many clients. */
export const redisMaxClients = (where: OnDials = {}): Fault => ({
  ...tooManyClients({ of: "all", ...where }),
  name: "redis-max-clients",
});

/** The Redis server is restarted, with what it held unless `state` says otherwise: all connections end, new ones succeed. */
export const redisRestart = (where: RestartServer = {}): Fault => ({ ...restartServer(where), name: "redis-restart" });

/** A replica becomes the primary: live connections can only read, who dials anew is with the new one. */
export const redisFailOver = (where: FailOver = {}): Fault => ({ ...failOver(where), name: "redis-fail-over" });

/** The usual troubles of Redis, by the names under which the handle for hand-written tests knows them. */
export const presets = {
  "redis-unavailable": redisUnavailable,
  "redis-timeout": redisTimeout,
  "redis-slow": redisSlow,
  "redis-intermittent": redisIntermittent,
  "redis-readonly": redisReadonly,
  "redis-loading": redisLoading,
  "redis-out-of-memory": redisOutOfMemory,
  "redis-misconf": redisMisconf,
  "redis-max-clients": redisMaxClients,
  "redis-restart": redisRestart,
  "redis-fail-over": redisFailOver,
} as const;
