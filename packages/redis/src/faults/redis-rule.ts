/** Which commands a rule strikes. */
export interface CommandMatch {
  /** Names, in any case. Absent: all but those with which a connection is set up (AUTH, CLIENT, HELLO, SELECT, INFO …). */
  readonly command?: string | readonly string[];
  /** The first argument, a key or a channel; a `*` at its end stands for any rest. */
  readonly key?: string;
}

/** A rule on the commands of one link: an error in the server's place, a delay in ms, or the loss of the connection. */
export interface RedisRule {
  readonly match?: CommandMatch;
  /** What the client is told; the server never hears of the command. */
  readonly error?: string;
  readonly delayMs?: number;
  /** The connection is reset before the server hears of the command. */
  readonly drop?: boolean;
  /** Only the first so many commands that match. */
  readonly times?: number;
  /** Only this part of them, in (0, 1]: 0.2 is exactly every fifth, from an offset that the seed decides. */
  readonly fraction?: number;
}
