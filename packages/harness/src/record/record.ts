import {
  bindCapability,
  ChaosError,
  defineCapability,
  defineInvariant,
  defineWorkload,
  emptyHistory,
  holds,
  type Json,
  type MessageDescription,
  type MomentPattern,
  type MomentSeen,
  nameOfReplica,
  object,
  type RoleRequest,
  type Target,
} from "@chaos-packs/contract";
import { now, sleep } from "../clock.ts";
import { Lane } from "../lane/lane.ts";
import { newSeed } from "../new-seed.ts";
import { Baselines } from "../run/baselines.ts";
import { runScenario } from "../run/run-scenario.ts";
import { openSession } from "../session.ts";
import { fillTemplate, isReached, valuesIn } from "./journey.ts";
import { codeWithScope } from "./scope-code.ts";

/** What is asked for, and by what it is known to be done. */
export interface Journey {
  readonly request: RoleRequest;
  /** How it is found out that the work is done; absent: it is when the request is answered. */
  readonly done?: Done;
}

/** A request that is made again and again until its answer says that the work is done. */
export interface Done {
  /** `{id}` in its path stands for a value of the first answer. */
  readonly request: RoleRequest;
  /** What its answer must hold: `$.status=done`. Absent: a status below 300. */
  readonly until?: string;
}

/** How a recording is made. */
export interface RecordOptions {
  readonly journey: Journey;
  /** How long nothing is asked first, ms: what comes then comes anyway. Default 1500. */
  readonly idleMs?: number;
  /** How long it goes on after the end, ms: work may still be under way. Default 500. */
  readonly afterMs?: number;
  /** How long the journey may take, ms. Default 30,000. */
  readonly withinMs?: number;
}

/** One message on the wire. */
export interface RecordedMessage {
  /** ms since the request; less than 0: before it. */
  readonly at: number;
  /** `worker 1`. */
  readonly by: string;
  readonly dependency: string;
  readonly text: string;
  readonly fingerprint: string;
  /** The code of the error that it was answered with. */
  readonly failed?: string;
  /** It also comes while nothing is asked. */
  readonly background: boolean;
  /** How a target file recognises it, with a scope of what it tells of the answers of the journey. */
  readonly code: string;
}

/** What one run of a service showed. */
export interface Recording {
  readonly messages: readonly RecordedMessage[];
  /** What the journey was answered, step by step. */
  readonly answers: readonly Json[];
  /** What kept it from its end. */
  readonly problems: readonly string[];
  /** Dependencies whose kind cannot tell of its messages. */
  readonly unread: readonly string[];
}

const DEFAULTS = { idleMs: 1_500, afterMs: 500, withinMs: 30_000 };

/**
 * Runs a service once without faults and tells of each message on its wires, in their order.
 *
 * @throws ChaosError what the start of the target throws; NOTHING_TO_READ when no kind of dependency can tell of its messages
 */
export async function record(target: Target, { journey, ...options }: RecordOptions): Promise<Recording> {
  const { idleMs, afterMs, withinMs } = { ...DEFAULTS, ...options };
  const answers: Json[] = [];
  let askedAt = 0;
  const { readable, unread, moments } = readersOf(target);
  const recording = defineCapability({
    name: "recording",
    description: "Every message",
    operations: {},
    observations: {},
    arrangements: {},
    traits: {},
    moments: Object.fromEntries(readable.map((name) => [name, { description: "a message", scope: object({}) }])),
  });
  const recorded: Target = { ...target, capabilities: [bindCapability(recording, {}, { moments } as never)] };
  const stop = new AbortController();
  await using session = await openSession(recorded, { seed: newSeed(), signal: stop.signal });
  await using lane = await Lane.open(session, "record", stop.signal);
  const workload = defineWorkload(recording, {
    name: "record",
    uses: [],
    async run({ signal }) {
      await sleep(idleMs, signal);
      askedAt = now();
      await travel(journey, (request) => lane.own.request(request, { signal }), answers, signal);
      await sleep(afterMs, signal);
    },
    async settle() {},
  });
  const every = defineInvariant({
    name: "every message",
    alsoReads: readable,
    check: () => holds,
    examples: { keeps: emptyHistory, breaks: emptyHistory },
  });
  const { history, because, startedAt } = await runScenario({
    run: {
      id: "record",
      promise: "everything is recorded",
      workload,
      schedule: [],
      invariants: [every],
      deadlineFactor: 1,
      deadlineMs: idleMs + withinMs + afterMs,
      quick: false,
    },
    lane,
    standing: [],
    baselines: new Baselines(),
    seed: session.seed,
    faultless: true,
  });
  const since = askedAt - startedAt;
  const own = valuesIn(answers);
  const idle = new Set(history.moments.filter(({ at }) => at < since).map(fingerprintOf));
  return {
    answers,
    problems: because,
    unread,
    messages: history.moments.map((seen) => {
      const { text, fingerprint, values, code } = descriptionOf(seen);
      return {
        at: Math.round(seen.at - since),
        by: nameOfReplica(seen.by),
        dependency: seen.moment,
        text,
        fingerprint,
        ...(seen.failed !== undefined && { failed: seen.failed }),
        background: idle.has(fingerprintOf(seen)),
        code: codeWithScope(code, values, own),
      };
    }),
  };
}

/** A pattern for every message of every dependency whose kind can tell of them. */
function readersOf({ dependencies }: Target) {
  const readers = Object.entries(dependencies).flatMap(([name, kind]) => {
    const reader = kind.readMessages?.(name);
    return reader ? [[name, reader] as const] : [];
  });
  if (readers.length === 0)
    throw new ChaosError("NOTHING_TO_READ", {
      expected: "a dependency whose kind tells of its messages: postgres, redis or http of @chaos-packs",
      came: Object.keys(dependencies).join(", ") || "no dependency at all",
      todo: "Name in the target file, or with flags, what the service speaks to.",
    });
  const readable = readers.map(([name]) => name);
  const moments = Object.fromEntries(
    readers.map(([name, { pattern, describe }]) => {
      const read: MomentPattern<never> = { ...pattern, detailOf: (message) => ({ ...describe(message) }) };
      return [name, read];
    }),
  );
  return { readable, moments, unread: Object.keys(dependencies).filter((name) => !readable.includes(name)) };
}

const descriptionOf = ({ detail }: MomentSeen): MessageDescription => detail as unknown as MessageDescription;
const fingerprintOf = (seen: MomentSeen): string => `${seen.moment} ${descriptionOf(seen).fingerprint}`;

type Ask = (request: RoleRequest) => Promise<{ readonly status: number; readonly body: Json }>;

const BETWEEN_LOOKS_MS = 100;

/** A program may say that it is there before it listens. */
async function firstAnswer<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if ((error as { readonly code?: string }).code !== "ECONNREFUSED") throw error;
      await sleep(BETWEEN_LOOKS_MS, signal);
    }
  }
}

/** Makes the request, and looks until it is done. */
async function travel({ request, done }: Journey, ask: Ask, answers: Json[], signal: AbortSignal): Promise<void> {
  const first = await firstAnswer(() => ask(request), signal);
  answers.push(first.body);
  if (first.status >= 300)
    throw new Error(`${request.method} ${request.path} was answered ${first.status} ${JSON.stringify(first.body)}`);
  if (!done) return;
  const { until } = done;
  const look = { ...done.request, path: fillTemplate(done.request.path, first.body) };
  for (;;) {
    const { status, body } = await ask(look);
    if (until === undefined ? status < 300 : isReached(until, body)) {
      answers.push(body);
      return;
    }
    await sleep(BETWEEN_LOOKS_MS, signal);
  }
}
