/** Who spoke last on a connection, and how often each side took its turn: all that can be known without its protocol. */
export interface Talk {
  last: "up" | "down" | undefined;
  /** Runs of bytes from the client. */
  questions: number;
  /** Runs of bytes to the client. */
  answers: number;
}

/** A connection on which nothing was said. */
export const silence = (): Talk => ({ last: undefined, questions: 0, answers: 0 });

/** Notes that this side speaks. */
export function speak(talk: Talk, direction: "up" | "down"): void {
  if (talk.last === direction) return;
  talk.last = direction;
  if (direction === "up") talk.questions++;
  else talk.answers++;
}
