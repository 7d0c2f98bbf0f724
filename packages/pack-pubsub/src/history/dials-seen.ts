import { type ConnectionEvent, type History, trouble } from "@chaos-packs/contract/pack";
import { mostOf, trait } from "./messages-seen.ts";

/** One connection of a process to the broker, ms; `closedAt` is infinite while it is open. */
export interface Dial {
  readonly who: string;
  readonly dialledAt: number;
  readonly closedAt: number;
}

const who = ({ by, dependency }: ConnectionEvent): string =>
  `${by.role} ${by.index}#${by.incarnation} to ${dependency}`;

/** Every connection that was dialled, in the order of the dials. */
export function dialsSeen({ connections: { events } }: History): readonly Dial[] {
  const closings = events.filter(({ phase }) => phase === "closed");
  return events
    .filter(({ phase }) => phase === "dialled")
    .map((dial) => ({
      who: who(dial),
      dialledAt: dial.at,
      closedAt:
        closings.find((event) => event.connection === dial.connection && who(event) === who(dial))?.at ??
        Number.POSITIVE_INFINITY,
    }))
    .sort((a, b) => a.dialledAt - b.dialledAt);
}

/**
 * When dials failed and connections were lost, ms. Of a dial that was swallowed nobody hears the end: when its process has
 * dialled on beyond the connections that it keeps, it has failed by then, or by the end of the time that a dial may take, where
 * one is promised.
 */
export function failuresSeen(history: History): readonly number[] {
  const [connections, patience] = [mostOf(history, "connections"), mostOf(history, "connectTimeoutMs")];
  const dials = dialsSeen(history);
  return dials.map((dial, index) => {
    const beyond = dials.slice(index + 1).filter(({ who }) => who === dial.who)[connections - 1];
    if (!beyond) return dial.closedAt;
    const givenUpAt = Number.isFinite(patience) ? dial.dialledAt + patience : beyond.dialledAt;
    return Math.min(dial.closedAt, givenUpAt);
  });
}

/** ms after a fault: what arrives until then may have been under way when it struck. No backoff is that short. */
const UNDER_WAY_MS = 10;

/** The dials of each process while a fault lay on its links, in their order. What was under way when it struck is left out. */
export function dialsDuringFault(history: History): readonly (readonly Dial[])[] {
  const fault = trouble(history);
  const found = new Map<string, Dial[]>();
  for (const dial of dialsSeen(history)) {
    const { dialledAt } = dial;
    if (!fault || dialledAt <= fault.at + UNDER_WAY_MS || dialledAt > fault.until) continue;
    found.set(dial.who, [...(found.get(dial.who) ?? []), dial]);
  }
  return [...found.values()];
}

/** The nominal pauses after the first, second … failure in a row, without jitter, ms. */
export function nominalPauses(history: History): (failures: number) => number {
  const [base, factor, most] = [
    trait(history, "backoffBaseMs"),
    trait(history, "backoffFactor"),
    trait(history, "backoffMostMs"),
  ];
  return (failures) => Math.min(most, base * factor ** (failures - 1));
}
