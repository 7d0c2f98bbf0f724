import { encodeCommand } from "../../src/wire/encode.ts";

type Random = () => number;

const pick = <T>(random: Random, all: readonly [T, ...T[]]): T => all[Math.floor(random() * all.length)] ?? all[0];
const many = <T>(random: Random, most: number, make: () => T): readonly T[] =>
  Array.from({ length: Math.floor(random() * (most + 1)) }, make);

const WORDS = [
  ...[
    "GET",
    "PUBLISH",
    "SUBSCRIBE",
    "UNSUBSCRIBE",
    "MULTI",
    "EXEC",
    "EVAL",
    "EVALSHA",
    "CLIENT",
    "REPLY",
    "SKIP",
    "HELLO",
  ],
  ...[
    "3",
    "RESET",
    "CLUSTER",
    "SLOTS",
    "SENTINEL",
    "XREADGROUP",
    "STREAMS",
    "c",
    "",
    "\r\n",
    "käse",
    "\0\xff",
    "-1",
    "MONITOR",
  ],
] as unknown as readonly [string, ...string[]];

const command = (random: Random): Buffer => {
  const words = [pick(random, WORDS), ...many(random, 4, () => pick(random, WORDS))];
  return random() < 0.1 ? Buffer.from(`${words.join(" ")}\r\n`) : encodeCommand(words);
};

function value(random: Random, depth = 0): string {
  const word = pick(random, WORDS);
  switch (Math.floor(random() * (depth > 3 ? 8 : 12))) {
    case 0:
      return `+${word.replace(/[\r\n]/g, "")}\r\n`;
    case 1:
      return `-${pick(random, ["ERR no", "MOVED 1 10.0.0.1:7000", "EXECABORT", ""])}\r\n`;
    case 2:
      return `:${Math.floor(random() * 1e6) - 5e5}\r\n`;
    case 3:
      return `$${Buffer.byteLength(word)}\r\n${word}\r\n`;
    case 4:
      return pick(random, ["$-1\r\n", "*-1\r\n", "_\r\n", "#t\r\n", ",inf\r\n", "(123456789012345678901234\r\n"]);
    case 5:
      return `*3\r\n$${pick(random, ["7\r\nmessage", "9\r\nsubscribe", "11\r\nunsubscribe"])}\r\n$1\r\nc\r\n${pick(random, [":1", "$2\r\nhi"])}\r\n`;
    case 6:
      return `>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$2\r\nhi\r\n`;
    case 7:
      return `!3\r\nERR\r\n`;
    case 8:
      return `%1\r\n${value(random, depth + 1)}${value(random, depth + 1)}`;
    case 9:
      return `|1\r\n${value(random, depth + 1)}${value(random, depth + 1)}${value(random, depth + 1)}`;
    default: {
      const items = many(random, 4, () => value(random, depth + 1));
      return `${pick(random, ["*", "~", ">"])}${items.length}\r\n${items.join("")}`;
    }
  }
}

/** Bytes of one direction. */
export interface Traffic {
  readonly bytes: Buffer;
  /** Each message is well formed and has ended. */
  readonly isWhole: boolean;
}

/** Bytes with some of them changed, lost or doubled, as often as not none. */
function damaged(random: Random, bytes: Buffer): Traffic {
  if (random() < 0.5 || bytes.length === 0) return { bytes, isWhole: true };
  const at = Math.floor(random() * bytes.length);
  const to = Math.min(bytes.length, at + 1 + Math.floor(random() * 8));
  const middle = pick<() => Buffer>(random, [
    () => Buffer.alloc(0),
    () => Buffer.concat([bytes.subarray(at, to), bytes.subarray(at, to)]),
    () => Buffer.from(many(random, 8, () => Math.floor(random() * 256))),
  ])();
  return { bytes: Buffer.concat([bytes.subarray(0, at), middle, bytes.subarray(to)]), isWhole: false };
}

/** What a client may say, well formed or not. */
export const badCommands = (random: Random): Traffic =>
  damaged(random, Buffer.concat(many(random, 8, () => command(random))));

/** What a server may say, well formed or not, whether or not it answers anything. */
export const badReplies = (random: Random): Traffic =>
  damaged(random, Buffer.from(many(random, 8, () => value(random)).join("")));
