import { later, monotonic } from "../clock.ts";
import { type Mode, modeOf } from "./mode-of.ts";
import { noteOutcome, type Outcome } from "./note-outcome.ts";
import { healthyService, type ServiceRule, type ServiceStates } from "./service-state.ts";

/** A mode that has begun. */
export interface ModeChange {
  readonly mode: Mode;
  readonly was: Mode;
  /** The services that have failed, by name. */
  readonly failed: readonly string[];
}

/** What a degradation is made of; each can be exchanged alone. */
export interface DegradationParts {
  readonly modeOf: typeof modeOf;
  readonly noteOutcome: typeof noteOutcome;
}

export const soundDegradation: DegradationParts = { modeOf, noteOutcome };

/** Follows how the services of a process stand, and tells each change of its mode once; nothing any more when disposed. */
export interface Degradation extends Disposable {
  readonly mode: Mode;
  readonly services: ServiceStates;
  /** The services that have failed, by name. */
  readonly failed: readonly string[];
  /** Something was learned of a service; a name that is not known is ignored. */
  note(service: string, outcome: Exclude<Outcome, "time">): void;
}

/** Begins with all services healthy. `tell` is called once for each change of the mode. */
export function openDegradation(
  rules: Readonly<Record<string, ServiceRule>>,
  { carried, parts = soundDegradation, tell }: OpenDegradation,
): Degradation {
  let services: ServiceStates = Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [name, healthyService(rule, { isCarried: carried.includes(name) })]),
  );
  let mode: Mode = "NORMAL";
  let timer: Disposable | undefined;
  let isClosed = false;

  const learn = (name: string, outcome: Outcome): void => {
    const state = services[name];
    if (state) services = { ...services, [name]: parts.noteOutcome(state, outcome, monotonic()) };
  };
  const settle = (): void => {
    const was = mode;
    mode = parts.modeOf(services);
    timer?.[Symbol.dispose]();
    timer = undefined;
    const waits = Object.values(services).flatMap(({ healthySince, carriedSince, hasFailed, rule }) =>
      hasFailed
        ? [healthySince, carriedSince].flatMap((since) =>
            since === undefined ? [] : [since + rule.recoveryMs - monotonic()],
          )
        : [],
    );
    if (waits.length > 0) timer = later(Math.max(1, Math.ceil(Math.min(...waits))), look);
    if (mode !== was) tell({ mode, was, failed: failedOf(services) });
  };
  const look = (): void => {
    for (const name of Object.keys(services)) learn(name, "time");
    settle();
  };

  return {
    get mode() {
      return mode;
    },
    get services() {
      return services;
    },
    get failed() {
      return failedOf(services);
    },
    note(service, outcome) {
      if (isClosed) return;
      learn(service, outcome);
      settle();
    },
    [Symbol.dispose]() {
      isClosed = true;
      timer?.[Symbol.dispose]();
    },
  };
}

/** What a degradation is opened with. */
export interface OpenDegradation {
  /** The services whose fallback can carry them, by name; `note` changes it. */
  readonly carried: readonly string[];
  readonly parts?: DegradationParts;
  readonly tell: (change: ModeChange) => void;
}

const failedOf = (services: ServiceStates): readonly string[] =>
  Object.entries(services).flatMap(([name, { hasFailed }]) => (hasFailed ? [name] : []));
