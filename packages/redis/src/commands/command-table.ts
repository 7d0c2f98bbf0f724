import { type KeySpec, positionsOf } from "./key-spec.ts";

/** What is known of a command. */
export interface KnownCommand {
  readonly keys: readonly KeySpec[];
}

const all: KeySpec = { begin: { index: 1 }, find: { last: -1, step: 1, limit: 0 } };
const first: KeySpec = { begin: { index: 1 }, find: { last: 0, step: 1, limit: 0 } };

/** COMMAND names the channels of none of these, because they are no keys. */
const CHANNELS: Readonly<Record<string, readonly KeySpec[]>> = {
  publish: [first],
  subscribe: [all],
  unsubscribe: [all],
  psubscribe: [all],
  punsubscribe: [all],
};

/** The commands of one server, as its COMMAND describes them. */
export class CommandTable {
  readonly #known: ReadonlyMap<string, KnownCommand>;

  /** By name in lower case; a subcommand is `xgroup|create`. */
  constructor(known: Iterable<readonly [string, KnownCommand]>) {
    this.#known = new Map(known);
  }

  /** Whether the server knows a command of this name. */
  has(command: string): boolean {
    return this.#known.has(command.toLowerCase());
  }

  /** The keys of a command, or the channels that it names, in their order. */
  keysOf(command: string, args: readonly string[]): readonly string[] {
    const name = command.toLowerCase();
    const specs =
      CHANNELS[name] ?? (this.#known.get(`${name}|${args[0]?.toLowerCase()}`) ?? this.#known.get(name))?.keys ?? [];
    const words = [command, ...args];
    return specs.flatMap((spec) => positionsOf(spec, words).map((at) => words[at] as string));
  }
}
