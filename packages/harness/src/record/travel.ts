import type { Json, RoleRequest } from "@chaos-packs/contract";
import { now, sleep } from "../clock.ts";
import { fillTemplate, isReached } from "./journey.ts";

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

type Ask = (request: RoleRequest) => Promise<{ readonly status: number; readonly body: Json }>;

const BETWEEN_LOOKS_MS = 100;

/** What a journey is made with. */
interface TravelOptions {
  readonly ask: Ask;
  /** Takes what is answered, step by step, also when the journey does not come to its end. */
  readonly answers: Json[];
  readonly signal: AbortSignal;
}

/** Makes the request, and looks until it is done. Rejects with what kept it from that. */
export async function travel({ request, done }: Journey, { ask, answers, signal }: TravelOptions): Promise<void> {
  const first = await firstAnswer(request, { ask, signal });
  answers.push(first.body);
  if (first.status >= 300)
    throw new Error(`${request.method} ${request.path} was answered ${first.status} ${JSON.stringify(first.body)}`);
  if (!done) return;
  const { until } = done;
  const look = { ...done.request, path: fillTemplate(done.request.path, first.body) };
  const begunAt = now();
  let last = "nothing yet";
  for (;;) {
    try {
      const { status, body } = await ask(look);
      if (until === undefined ? status < 300 : isReached(until, body)) {
        answers.push(body);
        return;
      }
      last = `${status} ${JSON.stringify(body)}`;
      await sleep(BETWEEN_LOOKS_MS, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      const wanted = until ?? "a status below 300";
      const ms = Math.round(now() - begunAt);
      throw new Error(`${look.method} ${look.path} had not come to ${wanted} after ${ms} ms: ${last}`, {
        cause: error,
      });
    }
  }
}

/** A program may be taken for ready before it listens. */
async function firstAnswer(
  request: RoleRequest,
  { ask, signal }: Pick<TravelOptions, "ask" | "signal">,
): Promise<Awaited<ReturnType<Ask>>> {
  for (;;) {
    try {
      return await ask(request);
    } catch (error) {
      if (!isRefused(error)) throw error;
      await sleep(BETWEEN_LOOKS_MS, signal).catch((cause: unknown) => {
        const told = `${request.role} does not listen on the port that it is given in PORT, or in what its target file says`;
        throw new Error(`${request.method} ${request.path} could not be asked: ${told}`, { cause });
      });
    }
  }
}

const isRefused = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ECONNREFUSED";
