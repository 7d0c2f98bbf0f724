import { latency } from "./latency.ts";
import { noop } from "./noop.ts";
import { timeout } from "./timeout.ts";
import type { ToxicKind } from "./toxic-kind.ts";

/** The toxics that act on connections one by one, by their names. */
export const toxicKinds: Readonly<Record<string, ToxicKind>> = { noop, latency, timeout };
