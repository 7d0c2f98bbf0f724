/** Commands whose first argument is a word of their own, with the key behind it. */
const BEHIND_A_WORD = new Set(["BITOP", "DEBUG", "MEMORY", "OBJECT", "XGROUP", "XINFO"]);
const SCRIPTS = new Set(["EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO"]);

/** The first key or channel of a command, as far as its name tells where that stands; of a script the first of its KEYS. */
export function firstKeyOf(command: string, args: readonly string[]): string | undefined {
  if (SCRIPTS.has(command)) return Number(args[1]) > 0 ? args[2] : undefined;
  return BEHIND_A_WORD.has(command) ? args[1] : args[0];
}
