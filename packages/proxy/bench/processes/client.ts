import { quantile } from "../quantile.ts";
import { type Line, Member } from "./member.ts";
import { serveParent } from "./process.ts";

/** What is asked over and over on every connection of a crowd, and how long its answer is. */
export interface Exchange {
  /** In latin1. */
  readonly question: string;
  readonly answerBytes: number;
}

/** What came of asking. */
export interface Asked {
  readonly answers: number;
  readonly answersPerSecond: number;
  /** µs from question to answer. */
  readonly medianUs: number;
  readonly p99Us: number;
}

const crowds: (readonly Member[])[] = [];
const membersOf = (crowd: number): readonly Member[] => crowds[crowd] ?? [];

const skills = {
  /** Opens so many connections, says on each what must be said first, and returns the number of the crowd. */
  async open(port: number, connections: number, greeting: readonly Line[] = []): Promise<number> {
    const members = await Promise.all(Array.from({ length: connections }, () => Member.open(port)));
    for (const line of greeting) for (const member of members) await member.say(line);
    return crowds.push(members) - 1;
  },
  /** Asks on each connection of the crowd, again as soon as the answer has come, until the time is over. */
  async ask(crowd: number, { question, answerBytes }: Exchange, forMs: number): Promise<Asked> {
    const bytes = Buffer.from(question, "latin1");
    const took: number[] = [];
    const begun = performance.now();
    const end = begun + forMs;
    await Promise.all(
      membersOf(crowd).map(
        (member) =>
          new Promise<void>((resolve) => {
            let asked = performance.now();
            const answered = (): void => {
              const at = performance.now();
              took.push(at - asked);
              asked = at;
              if (at < end) member.ask(bytes, answerBytes, answered);
              else resolve();
            };
            member.ask(bytes, answerBytes, answered);
          }),
      ),
    );
    const seconds = (performance.now() - begun) / 1_000;
    return {
      answers: took.length,
      answersPerSecond: took.length / seconds,
      medianUs: 1_000 * quantile(took, 0.5),
      p99Us: 1_000 * quantile(took, 0.99),
    };
  },
  async close(crowd: number): Promise<void> {
    await Promise.all(membersOf(crowd).map((member) => member.reset()));
    crowds[crowd] = [];
  },
};
export type ClientSkills = typeof skills;

serveParent(skills);
