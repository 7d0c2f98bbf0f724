import { CircuitState, ConsecutiveBreaker, circuitBreaker, handleWhen } from "cockatiel";
import { monotonic } from "../clock.ts";
import type { PoolOptions } from "./pool-options.ts";
import { QueryFailure } from "./query-failure.ts";

/** Stops asking for connections while asking has been in vain. */
export interface Circuit {
  state(): "closed" | "open" | "half-open";
  /** Runs `ask` unless the circuit is open, or half open with somebody trying already. */
  execute<T>(ask: () => Promise<T>): Promise<T>;
}

/** A circuit that opens after so many failures in a row that count against it, and then lets one request try at a time. */
export function openCircuit(
  { threshold, openMs }: PoolOptions["circuit"],
  countsAgainst: (error: unknown) => boolean,
): Circuit {
  const policy = circuitBreaker(handleWhen(countsAgainst), {
    halfOpenAfter: openMs,
    breaker: new ConsecutiveBreaker(threshold),
  });
  let opensUntil = 0;
  policy.onBreak(() => {
    opensUntil = monotonic() + openMs;
  });
  const refusal = (): QueryFailure => {
    const restMs = Math.max(0, Math.ceil(opensUntil - monotonic()));
    return new QueryFailure(
      "circuit open",
      `no connection: the last ${threshold} requests found none, next try in ${restMs} ms`,
      { numbers: { threshold, retryAfterMs: restMs } },
    );
  };
  return {
    state() {
      if (policy.state === CircuitState.Closed) return "closed";
      return policy.state === CircuitState.Open && monotonic() < opensUntil ? "open" : "half-open";
    },
    async execute(ask) {
      // The policy itself would let the others wait for the one that tries.
      if (policy.state === CircuitState.HalfOpen) throw refusal();
      let isAsked = false;
      try {
        return await policy.execute(() => {
          isAsked = true;
          return ask();
        });
      } catch (error) {
        throw isAsked ? error : refusal();
      }
    },
  };
}
