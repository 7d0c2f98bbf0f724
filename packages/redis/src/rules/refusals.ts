import type { CommandMatch } from "./match.ts";

/** Commands that write (those that Redis flags so), scripts and functions among them, since what those do their names do not tell. */
const WRITES =
  `APPEND BITFIELD BITOP BLMOVE BLMPOP BLPOP BRPOP BRPOPLPUSH BZMPOP BZPOPMAX BZPOPMIN COPY DECR DECRBY DEL EVAL EVALSHA
  EXPIRE EXPIREAT FCALL FLUSHALL FLUSHDB GEOADD GEOSEARCHSTORE GETDEL GETEX GETSET HDEL HINCRBY HINCRBYFLOAT HMSET HSET HSETNX INCR
  INCRBY INCRBYFLOAT LINSERT LMOVE LMPOP LPOP LPUSH LPUSHX LREM LSET LTRIM MOVE MSET MSETNX PERSIST PEXPIRE PEXPIREAT PFADD PFMERGE
  PSETEX RENAME RENAMENX RESTORE RPOP RPOPLPUSH RPUSH RPUSHX SADD SDIFFSTORE SET SETBIT SETEX SETNX SETRANGE SINTERSTORE SMOVE SORT
  SPOP SREM SUNIONSTORE SWAPDB UNLINK XACK XADD XAUTOCLAIM XCLAIM XDEL XGROUP XREADGROUP XSETID XTRIM ZADD ZDIFFSTORE ZINCRBY
  ZINTERSTORE ZMPOP ZPOPMAX ZPOPMIN ZRANGESTORE ZREM ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE ZUNIONSTORE`.split(
    /\s+/,
  );

/** Of these, those that only take away, and so are done also when memory is short. */
const TAKES = new Set(
  `BLMPOP BLPOP BRPOP BZMPOP BZPOPMAX BZPOPMIN DEL EXPIRE EXPIREAT FLUSHALL FLUSHDB GETDEL GETEX HDEL LMPOP LPOP LREM LTRIM MOVE
  PERSIST PEXPIRE PEXPIREAT RENAME RENAMENX RPOP SMOVE SPOP SREM SWAPDB UNLINK XACK XAUTOCLAIM XCLAIM XDEL XGROUP XREADGROUP XTRIM
  ZMPOP ZPOPMAX ZPOPMIN ZREM ZREMRANGEBYLEX ZREMRANGEBYRANK ZREMRANGEBYSCORE`.split(/\s+/),
);

/** Commands that a server does also while it loads its data set (Redis flags them so). */
const WHILE_LOADING =
  `AUTH CLIENT COMMAND CONFIG DISCARD EXEC HELLO INFO MULTI PSUBSCRIBE PUBLISH PUNSUBSCRIBE QUIT RESET SELECT SUBSCRIBE
  UNSUBSCRIBE UNWATCH WATCH`.split(/\s+/);

/** What a server says when it refuses, and which commands it refuses so when nothing else is said. */
export interface Refusal {
  readonly error: string;
  readonly match?: CommandMatch;
  /** It ends the connection, too. */
  readonly closes?: true;
}

/** How Redis refuses, by code (src/server.c, processCommand and createSharedObjects; src/networking.c for MAXCLIENTS). */
export const refusals = {
  READONLY: { error: "READONLY You can't write against a read only replica.", match: { command: WRITES } },
  LOADING: { error: "LOADING Redis is loading the dataset in memory", match: { except: WHILE_LOADING } },
  OOM: {
    error: "OOM command not allowed when used memory > 'maxmemory'.",
    match: { command: WRITES.filter((name) => !TAKES.has(name)) },
  },
  MISCONF: {
    error: "MISCONF Errors writing to the RDB: commands that may change the data set are disabled",
    match: { command: [...WRITES, "PING"] },
  },
  NOAUTH: { error: "NOAUTH Authentication required.", match: { except: ["AUTH", "QUIT", "RESET"] } },
  MAXCLIENTS: { error: "ERR max number of clients reached", closes: true },
} as const satisfies Readonly<Record<string, Refusal>>;

/** A code by which Redis refuses commands. */
export type RefusalCode = keyof typeof refusals;

/** The refusal that a code means, or one with the text given. */
export const refusalOf = (error: string): Refusal =>
  Object.hasOwn(refusals, error) ? refusals[error as RefusalCode] : { error };
