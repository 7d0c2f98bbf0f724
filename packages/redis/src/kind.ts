import { defineKind } from "@chaos-packs/contract/kind";
import type { RedisRule } from "./rules/redis-rule.ts";
import type { RedisControl } from "./server/redis-control.ts";

/** Redis as its faults know it. */
export const redisKind = defineKind<{ readonly control: RedisControl; readonly rule: RedisRule }>("redis");
