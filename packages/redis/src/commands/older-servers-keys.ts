import type { KeySpec } from "./key-spec.ts";

const one = (index: number): KeySpec => ({ begin: { index }, find: { last: 0, step: 1, limit: 0 } });
const counted = (index: number): KeySpec => ({ begin: { index }, find: { countAt: 0, firstAt: 1, step: 1 } });
const behind = (keyword: string, from: number): KeySpec => ({
  begin: { keyword, from },
  find: { last: 0, step: 1, limit: 0 },
});
const streams = (from: number): KeySpec => ({
  begin: { keyword: "STREAMS", from },
  find: { last: -1, step: 1, limit: 2 },
});
const stores = [one(1), behind("STORE", 6), behind("STOREDIST", 6)];

/**
 * Where the keys are of the commands of which COMMAND of a server before 7.0 only says that they move
 * (https://github.com/redis/redis/blob/6.2/src/server.c, getkeys_proc of redisCommandTable).
 */
export const olderServersKeys: Readonly<Record<string, readonly KeySpec[]>> = {
  eval: [counted(2)],
  evalsha: [counted(2)],
  georadius: stores,
  georadiusbymember: stores,
  memory: [one(2)],
  migrate: [one(3), { begin: { keyword: "KEYS", from: -2 }, find: { last: -1, step: 1, limit: 0 } }],
  sort: [one(1), behind("STORE", 2)],
  xread: [streams(1)],
  xreadgroup: [streams(4)],
  zdiff: [counted(1)],
  zdiffstore: [one(1), counted(2)],
  zinter: [counted(1)],
  zinterstore: [one(1), counted(2)],
  zunion: [counted(1)],
  zunionstore: [one(1), counted(2)],
};
