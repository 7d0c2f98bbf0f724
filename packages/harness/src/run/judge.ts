import { type History, type Interval, type Invariant, judgeBy, type Verdict } from "@chaos-packs/contract";
import { type Noise, noiseIn, wasStopped } from "../noise/noise-in.ts";

/** What an invariant said of a history. */
export interface Judged {
  readonly name: string;
  readonly standing: boolean;
  readonly verdict: Verdict;
  /** It is unknown because the machine did not keep up: on a quiet machine it may be another. */
  readonly noisy?: boolean;
  /** It is violated, bounds a time, and the machine was overloaded in the time that it judged. */
  readonly overloaded?: boolean;
}

/** Options of a judgement. */
export interface JudgeOptions {
  readonly invariants: readonly Invariant[];
  readonly standing: readonly Invariant[];
  /** A bound may be exceeded for no fault of the service while more than this was lost, ms. */
  readonly lagBoundMs: number;
}

/** Judges a history. A judge that crashes, and a history with gaps, are unknown. */
export function judge(history: History, { invariants, standing, lagBoundMs }: JudgeOptions): readonly Judged[] {
  const one = (invariant: Invariant, isStanding: boolean): Judged => ({
    name: invariant.name,
    standing: isStanding,
    ...withNoise(invariant, checked(invariant, history), history, lagBoundMs),
  });
  return [...invariants.map((each) => one(each, false)), ...standing.map((each) => one(each, true))];
}

function checked(invariant: Invariant, history: History): Verdict {
  try {
    const verdict = judgeBy(invariant, history);
    if (verdict.status === "holds" && history.overflow)
      return { status: "unknown", because: "more was seen than can be recorded" };
    return verdict;
  } catch (error) {
    return { status: "unknown", because: `the judge itself failed: ${error}` };
  }
}

/** A stall of the harness strikes several steps of what is bounded, in several processes, and shows in it only in part. */
const EXPLAINED_PER_LAG = 4;
/** Of those who wait for a CPU one after the other, only the one that waits longest at a time is counted. */
const EXPLAINED_PER_STARVED = 2;
/** From this share of a stretch on in which threads waited for a CPU the machine was overloaded. */
const OVERLOADED = 0.4;

type WithNoise = Pick<Judged, "verdict" | "noisy" | "overloaded">;

function withNoise(invariant: Invariant, verdict: Verdict, history: History, lagBoundMs: number): WithNoise {
  const wholeRun: Interval = { from: 0, to: history.endedAt };
  if (verdict.status === "unknown") {
    const noise = noiseIn(history.stalls, wholeRun);
    // What should have been there to judge may have come too late.
    return noise.lagMs > lagBoundMs || noise.share > OVERLOADED
      ? excused(noise, `and ${verdict.because}`)
      : { verdict };
  }
  if (verdict.status !== "violated") return { verdict };
  const ofRun = noiseIn(history.stalls, wholeRun);
  if (wasStopped(ofRun)) return stopped(ofRun, verdict.because);
  if (!invariant.timed) return { verdict };
  const { overrun } = verdict;
  const noise = noiseIn(history.stalls, overrun ?? wholeRun);
  if (overrun && explains(noise, overrun.byMs, lagBoundMs)) return excused(noise, `while ${verdict.because}`);
  return noise.share > OVERLOADED ? { verdict, overloaded: true } : { verdict };
}

const explains = ({ lagMs, starvedMs, share }: Noise, byMs: number, lagBoundMs: number): boolean =>
  (lagMs > lagBoundMs && byMs <= lagMs * EXPLAINED_PER_LAG) ||
  (share > OVERLOADED && starvedMs > lagBoundMs && byMs <= starvedMs * EXPLAINED_PER_STARVED);

const excused = ({ lagMs, starvedMs }: Noise, what: string): WithNoise => ({
  verdict: {
    status: "unknown",
    because: `the machine did not keep up (the harness was ${Math.round(lagMs)} ms late, threads waited ${Math.round(starvedMs)} ms for a CPU), ${what}`,
  },
  noisy: true,
});

const stopped = ({ lagMs }: Noise, because: string): WithNoise => ({
  verdict: { status: "unknown", because: `the harness itself was stopped for ${Math.round(lagMs)} ms; ${because}` },
  noisy: true,
});
