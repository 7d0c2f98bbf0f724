import {
  amountArg,
  blackhole,
  defineFaultType,
  delay,
  object,
  onLinksArgs,
  onStruckLink,
  refuse,
} from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { refusals } from "../rules/refusals.ts";
import { redisMaxClients } from "./fail-handshake.ts";
import { redisFailOver } from "./fail-over.ts";
import { onCommands, onCommandsArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";
import { redisRestart } from "./restart-server.ts";

/** Redis is gone: connections are reset, new ones refused. */
export const redisUnavailable = defineFaultType({
  name: "redis-unavailable",
  args: object(onLinksArgs),
  defaults: { link: "struck", of: "all", fate: "drop" },
  kind: redisKind,
  uses: ["links"],
  make: (where) => refuse(where),
});

/** Redis does not answer: connections stay open or are accepted, and nothing ever comes. */
export const redisTimeout = defineFaultType({
  name: "redis-timeout",
  args: object(onLinksArgs),
  defaults: { link: "struck", of: "all", fate: "hold" },
  kind: redisKind,
  uses: ["links"],
  make: (where) => blackhole(where),
});

/** Every answer of Redis, and every message, comes late, by 2 s unless `ms` says otherwise. */
export const redisSlow = defineFaultType({
  name: "redis-slow",
  args: object({ ...onLinksArgs, ms: amountArg }),
  defaults: { ...onStruckLink, of: "all", ms: 2_000 },
  kind: redisKind,
  uses: ["links", "amounts"],
  make: (where) => delay({ ...where, direction: "down" }),
});

const commands = object(onCommandsArgs.filled, onCommandsArgs.optional);

/** Of any ten commands exactly three (or the `fraction` given) are answered with LOADING. */
export const redisIntermittent = defineFaultType({
  name: "redis-intermittent",
  args: commands,
  defaults: { ...onStruckMessages, of: "all", fraction: 0.3 },
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, { error: refusals.LOADING.error }),
});

/** Whatever writes is answered with READONLY. */
export const redisReadonly = defineFaultType({
  name: "redis-readonly",
  args: commands,
  defaults: { ...onStruckMessages, of: "all" },
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, refusals.READONLY),
});

/** Whatever reads or writes data is answered with LOADING. */
export const redisLoading = defineFaultType({
  name: "redis-loading",
  args: commands,
  defaults: { ...onStruckMessages, of: "all" },
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, refusals.LOADING),
});

/** Whatever takes more memory is answered with OOM. */
export const redisOutOfMemory = defineFaultType({
  name: "redis-out-of-memory",
  args: commands,
  defaults: { ...onStruckMessages, of: "all" },
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, refusals.OOM),
});

/** Whatever writes is answered with MISCONF, as by a server that cannot save to its disk. */
export const redisMisconf = defineFaultType({
  name: "redis-misconf",
  args: commands,
  defaults: { ...onStruckMessages, of: "all" },
  kind: redisKind,
  uses: ["links", "moments"],
  make: (where) => onCommands(where, refusals.MISCONF),
});

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
