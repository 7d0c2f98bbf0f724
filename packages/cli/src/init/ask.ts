import { ChaosError } from "@chaos-packs/contract";
import { isCancel, select, text } from "@clack/prompts";
import type { Answers, Question } from "./questions.ts";

/** Whether somebody sits at a terminal who can answer. */
export const isAnswerable = (): boolean => Boolean(process.stdin.isTTY && process.stdout.isTTY);

/**
 * Fills in what was not given: asked for at a terminal, else the usual. Without a terminal it never waits.
 *
 * @throws ChaosError ANSWER_MISSING; CANCELLED, when the asked one gives up
 */
export async function answersTo(
  questions: readonly Question[],
  given: Partial<Answers>,
  { folder, asking }: { readonly folder: string; readonly asking: boolean },
): Promise<Answers> {
  const answers: Partial<Record<keyof Answers, string>> = { ...given };
  for (const question of questions) {
    const { flag } = question;
    const usual = await question.usual(answers, folder);
    const answer = answers[flag] ?? (asking ? await ask(question, usual) : usual);
    if (answer === undefined || answer.trim() === "") {
      throw new ChaosError("ANSWER_MISSING", {
        expected: `--${flag}: ${question.asks}`,
        came: "nothing",
        todo: "Give the flag; there is no terminal at which it could be asked, or nothing was answered.",
      });
    }
    answers[flag] = answer;
  }
  return answers as Answers;
}

async function ask({ asks, choices }: Question, usual: string | undefined): Promise<string | undefined> {
  const answer = choices
    ? await select({
        message: asks,
        options: choices.map((value) => ({ value, label: value })),
        ...(usual !== undefined && { initialValue: usual }),
      })
    : await text({ message: asks, ...(usual !== undefined && { defaultValue: usual, placeholder: usual }) });
  if (!isCancel(answer)) return answer;
  throw new ChaosError("CANCELLED", {
    expected: "an answer",
    came: "a cancellation",
    todo: "Nothing was written. Run it again when you like.",
  });
}
