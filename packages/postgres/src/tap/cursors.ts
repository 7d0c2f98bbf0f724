import { ends } from "./transaction.ts";
import type { WireStatement } from "./wire-statement.ts";

const NAME = '("(?:[^"]|"")*"|[^ ",;()]+)';
const DECLARE = new RegExp(`^declare ${NAME}`);
const HOLDS = /^declare .{0,200}\bcursor with hold\b/;
const FETCH = new RegExp(`^fetch (?:.* )?${NAME}$`);
const CLOSE = new RegExp(`^close ${NAME}$`);
const LONGEST = 300;

/** The cursors of one connection that SQL has declared and a pattern wants: what FETCH brings belongs to them. */
export class Cursors {
  readonly #declared = new Map<string, WireStatement>();

  /** Takes a statement that is about to be sent: declares, ties a FETCH to what it fetches from, or forgets. */
  take(statement: WireStatement): void {
    const { fingerprint, isWanted } = statement;
    if (isWanted && fingerprint.startsWith("declare ")) {
      this.#declared.set(nameIn(DECLARE, fingerprint), statement);
    } else if (this.#declared.size === 0) {
      return;
    } else if (fingerprint.startsWith("fetch ")) {
      statement.cursor = this.#declared.get(nameIn(FETCH, fingerprint));
    } else if (fingerprint === "close all") {
      this.#declared.clear();
    } else if (fingerprint.startsWith("close ")) {
      this.#declared.delete(nameIn(CLOSE, fingerprint));
    } else if (ends(statement)) {
      for (const [name, each] of this.#declared) if (!HOLDS.test(each.fingerprint)) this.#declared.delete(name);
    }
  }
}

/** Quoted or not, `"c"` and `c` are one name. */
function nameIn(pattern: RegExp, fingerprint: string): string {
  const [, name = ""] = pattern.exec(fingerprint.slice(0, LONGEST)) ?? [];
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
