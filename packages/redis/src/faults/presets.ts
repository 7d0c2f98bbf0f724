import { blackhole, type Fault, type OnLinks, refuse } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/** Redis is gone: connections are reset, new ones refused. */
const unavailable = (where: OnLinks = {}): Fault => ({ ...refuse(where), name: "redis-unavailable" });

/** Redis does not answer: connections stay open or are accepted, and nothing ever comes. */
const timeout = (where: OnLinks = {}): Fault => ({ ...blackhole({ of: "all", ...where }), name: "redis-timeout" });

/** Exactly every fifth command (or the `fraction` given) is answered with LOADING. */
const intermittent = ({ fraction = 0.2, ...where }: OnCommands = {}): Fault =>
  onCommands(
    "redis-intermittent",
    { of: "all", fraction, ...where },
    { error: "LOADING Redis is loading the dataset in memory" },
  );

/** The usual troubles of Redis, by the names under which the handle for hand-written tests knows them. */
export const presets = {
  "redis-unavailable": unavailable,
  "redis-timeout": timeout,
  "redis-intermittent": intermittent,
} as const;
