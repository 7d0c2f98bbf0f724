import { ChaosError } from "@chaos-packs/contract";
import { isCancel, select, text } from "@clack/prompts";

/** Whoever answers questions. */
export interface Asker {
  /** What is said; nothing said: `usual`, else an empty text. */
  text(question: string, usual?: string): Promise<string>;
  choose(question: string, choices: readonly string[], usual: string): Promise<string>;
}

/** Whether somebody sits at a terminal who can answer. */
export const isAnswerable = (): boolean => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/** Asks at the terminal; throws CANCELLED when the asked one gives up. */
export const terminalAsker: Asker = {
  async text(message, usual) {
    const answer = await text({ message, ...(usual !== undefined && { defaultValue: usual, placeholder: usual }) });
    if (isCancel(answer)) throw cancelled();
    return (answer ?? "").trim();
  },
  async choose(message, choices, initialValue) {
    const options = choices.map((value) => ({ value, label: value }));
    const answer = await select({ message, options, initialValue });
    if (isCancel(answer)) throw cancelled();
    return answer;
  },
};

const cancelled = (): ChaosError =>
  new ChaosError("CANCELLED", {
    expected: "an answer",
    came: "a cancellation",
    todo: "Nothing was written. Run it again when you like.",
  });
