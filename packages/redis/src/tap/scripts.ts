import { createHash } from "node:crypto";

/** The script that a command runs: that of an EVAL and that of an EVALSHA are one. */
export interface Script {
  /** By which EVALSHA names it, in lower case. */
  readonly sha1: string;
  /** Absent: nobody has sent it over a link of this lane, with EVAL or SCRIPT LOAD, where it was looked for. */
  readonly text?: string;
}

/** More than so many scripts are not remembered, nor longer ones. */
const MOST = 1_000;
const LONGEST = 1024 * 1024;

/** How EVALSHA names a script. */
export const sha1Of = (text: string): string => createHash("sha1").update(text).digest("hex");

/** The scripts that went over the links of one lane, by their SHA1. A text never loses its SHA1, so they outlive resets. */
export class Scripts {
  readonly #texts = new Map<string, string>();

  /** The script of a command, if it runs or loads one; remembers its text. */
  of(command: string, args: readonly string[]): Script | undefined {
    const [first = "", second = ""] = args;
    switch (command) {
      case "EVAL":
      case "EVAL_RO":
        return this.#learn(first);
      case "SCRIPT":
        if (first.toUpperCase() === "LOAD") this.#learn(second);
        return undefined;
      case "EVALSHA":
      case "EVALSHA_RO": {
        const sha1 = first.toLowerCase();
        const text = this.#texts.get(sha1);
        return { sha1, ...(text !== undefined && { text }) };
      }
      default:
        return undefined;
    }
  }

  #learn(text: string): Script {
    const sha1 = sha1Of(text);
    if (this.#texts.size < MOST && text.length <= LONGEST) this.#texts.set(sha1, text);
    return { sha1, text };
  }
}
