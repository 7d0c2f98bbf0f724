import {
  bindCapability,
  defineCapability,
  type Json,
  type MessageReader,
  type Own,
  object,
  type Target,
} from "@chaos-packs/contract";
import { now, sleep } from "../clock.ts";
import { Lane } from "../lane/lane.ts";
import { newSeed } from "../new-seed.ts";
import { openSession } from "../session.ts";
import { ownValues, type Told, valuesSaid } from "./own-values.ts";
import { type RecordedMessage, readRecording } from "./read-recording.ts";
import { readersOf } from "./readers-of.ts";
import { type Journey, travel } from "./travel.ts";
import { WireLog } from "./wire-log.ts";

/** How a recording is made. */
export interface RecordOptions {
  readonly journey: Journey;
  /** How long nothing is asked first, ms: what comes then comes anyway. Default 1500. */
  readonly idleMs?: number;
  /** How long it goes on after the end, ms: work may still be under way. Default 500. */
  readonly afterMs?: number;
  /** How long the journey may take, ms. Default 30,000. */
  readonly withinMs?: number;
  /** The same is asked once more, so that ids are told from what is always so: a count, a state. Default true. */
  readonly again?: boolean;
}

/** What one run of a service showed. */
export interface Recording {
  /** In the order of sending. */
  readonly messages: readonly RecordedMessage[];
  /** What the journey was answered, step by step. */
  readonly answers: readonly Json[];
  /** What kept it from its end. */
  readonly problems: readonly string[];
  /** Dependencies whose kind cannot tell of its messages. */
  readonly unread: readonly string[];
}

const DEFAULTS = { idleMs: 1_500, afterMs: 500, withinMs: 30_000, again: true };

/**
 * Runs a service without faults and tells of each message on its wires, in the order of sending.
 *
 * @throws ChaosError what the start of the target throws; NOTHING_TO_READ when no kind of dependency can tell of its messages
 */
export async function record(target: Target, { journey, ...options }: RecordOptions): Promise<Recording> {
  const { idleMs, afterMs, withinMs, again } = { ...DEFAULTS, ...options };
  const { readers, unread } = readersOf(target);
  const stop = new AbortController();
  await using session = await openSession(recordable(target, readers), { seed: newSeed(), signal: stop.signal });
  await using lane = await Lane.open(session, "record", stop.signal);
  const log = new WireLog(readers);
  const problems: string[] = [];
  lane.ear = {
    watch(sighting, by) {
      log.see(sighting, by, now());
      return undefined;
    },
    exit({ by, asked, how, reason }) {
      if (!asked) problems.push(`${by.role} ${by.index} ${how} by itself: ${reason}`);
    },
    line() {},
  };
  await lane.freshen();
  await sleep(idleMs);
  const askedAt = now();
  const first = await made(journey, lane.own, withinMs);
  await sleep(afterMs);
  const againAt = again && first.failure === undefined ? now() : Number.POSITIVE_INFINITY;
  // One that is refused the second time (a name that is taken) shows nothing, and is no problem.
  const second = againAt < Number.POSITIVE_INFINITY ? await made(journey, lane.own, withinMs) : undefined;
  if (second) await sleep(afterMs);
  lane.ear = undefined;
  if (first.failure !== undefined) problems.unshift(first.failure);
  problems.push(...(await lane.trouble()));
  const told = toldBy(journey, first.answers);
  const own = ownValues(told, second && toldBy(journey, second.answers));
  return {
    messages: readRecording(log.messages, own, { askedAt, againAt, said: valuesSaid(told) }),
    answers: first.answers,
    problems,
    unread,
  };
}

/** The target with a capability by which its links show every message that can be read. */
function recordable(target: Target, readers: ReadonlyMap<string, MessageReader>): Target {
  const every = { description: "every message", scope: object({}) };
  const recording = defineCapability({
    name: "recording",
    description: "Every message",
    operations: {},
    observations: {},
    arrangements: {},
    traits: {},
    moments: Object.fromEntries([...readers.keys()].map((name) => [name, every])),
  });
  const moments = Object.fromEntries([...readers].map(([name, { pattern }]) => [name, pattern]));
  return { ...target, capabilities: [bindCapability(recording, {}, { moments } as never)] };
}

/** Makes a journey; what kept it from its end is told, not thrown. */
async function made(
  journey: Journey,
  own: Own,
  withinMs: number,
): Promise<{ readonly answers: readonly Json[]; readonly failure?: string }> {
  const answers: Json[] = [];
  const signal = AbortSignal.timeout(withinMs);
  try {
    await travel(journey, { ask: (request) => own.request(request, { signal }), answers, signal });
    return { answers };
  } catch (error) {
    return { answers, failure: error instanceof Error ? error.message : String(error) };
  }
}

const toldBy = ({ request: { path, body } }: Journey, answers: readonly Json[]): Told => ({
  path,
  ...(body !== undefined && { body }),
  answers,
});
