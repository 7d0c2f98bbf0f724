import { quantile, rounded } from "../quantile.ts";
import { Member } from "./member.ts";
import { serveParent } from "./process.ts";

/** What came of dialling at a steady rate. */
export interface Dialled {
  readonly dialled: number;
  readonly succeeded: number;
  readonly perSecond: number;
  /** Until connected. */
  readonly dialP99Ms: number;
  /** Until the server has answered the first byte, which proves that the way goes all through. */
  readonly answerMedianMs: number;
  readonly answerP99Ms: number;
  /** The first of what went wrong. */
  readonly error?: string;
}

const BYTE = Buffer.from("p");
/** Dials that are under way at once while connections are collected. */
const AT_ONCE = 250;
const PATIENCE_MS = 10_000;

/** Rejects when nothing is answered. */
function echo(member: Member): Promise<void> {
  return new Promise((resolve, reject) => {
    const givenUp = setTimeout(() => reject(new Error(`no answer in ${PATIENCE_MS} ms`)), PATIENCE_MS);
    const close = (): void => reject(new Error("closed before it was answered"));
    member.socket.once("close", close);
    member.ask(BYTE, BYTE.length, () => {
      clearTimeout(givenUp);
      member.socket.off("close", close);
      resolve();
    });
  });
}

const held: Member[] = [];

const skills = {
  /** Opens so many connections, each proved by an echo, and holds them: how many there are, and the first error. */
  async hold(port: number, wanted: number): Promise<{ readonly held: number; readonly error?: string }> {
    let error: unknown;
    while (held.length < wanted && error === undefined) {
      const dials = Array.from({ length: Math.min(AT_ONCE, wanted - held.length) }, async () => {
        const member = await Member.open(port);
        held.push(member);
        await echo(member);
      });
      const failed = (await Promise.allSettled(dials)).find(({ status }) => status === "rejected");
      if (failed?.status === "rejected") error = failed.reason;
    }
    return { held: held.length, ...(error !== undefined && { error: String(error) }) };
  },
  /** How many of those held still answer. */
  async alive(): Promise<number> {
    const answers = await Promise.allSettled(held.map(echo));
    return answers.filter(({ status }) => status === "fulfilled").length;
  },
  async release(): Promise<void> {
    await Promise.all(held.splice(0).map((member) => member.reset()));
  },
  /** Dials so often a second, whether earlier dials have come through or not, for so many seconds. */
  async dial(port: number, perSecond: number, seconds: number): Promise<Dialled> {
    const dials: number[] = [];
    const answers: number[] = [];
    const under: Promise<void>[] = [];
    let error: unknown;
    const one = async (): Promise<void> => {
      const begun = performance.now();
      try {
        const member = await Member.open(port);
        dials.push(performance.now() - begun);
        await echo(member);
        answers.push(performance.now() - begun);
        await member.reset();
      } catch (reason) {
        error ??= reason;
      }
    };
    const begun = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const due = Math.min(seconds, (performance.now() - begun) / 1_000) * perSecond;
        while (under.length < due) under.push(one());
        if (under.length < seconds * perSecond) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
    const took = (performance.now() - begun) / 1_000;
    await Promise.all(under);
    return {
      dialled: under.length,
      succeeded: answers.length,
      perSecond: Math.round(under.length / took),
      dialP99Ms: rounded(quantile(dials, 0.99)),
      answerMedianMs: rounded(quantile(answers, 0.5)),
      answerP99Ms: rounded(quantile(answers, 0.99)),
      ...(error !== undefined && { error: String(error) }),
    };
  },
};
export type DiallerSkills = typeof skills;

serveParent(skills);
