import type { Scope } from "../anchor.ts";
import type { CapabilitySpec } from "../capability.ts";
import { kill } from "../faults/kill.ts";
import type { Operation, Result, StreamRecord } from "../history.ts";
import type { Json } from "../json.ts";
import type { ExampleDefaults, Examples, Span } from "./examples.ts";
import { joinPieces, type Piece } from "./piece.ts";

/**
 * What examples of histories are made of, for one capability: the compiler checks the names of its parts, and their inputs,
 * outputs, scopes and traits.
 *
 * @example
 * ```ts
 * const { historyOf, did, struck } = examplesOf(outbox, { by: { role: "api", index: 0, incarnation: 1 } });
 * historyOf(struck(10, 20), did("send", { letter: "a" }, { from: 15, until: 40 }, { letter: "a" }));
 * ```
 */
export function examplesOf<C extends CapabilitySpec>(capability: C, defaults: ExampleDefaults<C>): Examples<C>;
export function examplesOf(
  { name: capability, series: measures = {} }: CapabilitySpec,
  { by: whose, traits = {}, dependency = "server", fault: usual = kill() }: ExampleDefaults<CapabilitySpec>,
): Examples<CapabilitySpec> {
  const operation = (name: string, input: unknown, at: Span, result: Result): Operation => {
    const { from, until } = typeof at === "number" ? { from: at, until: at + 1 } : at;
    return { capability, client: "run", name, input: asJson(input), calledAt: from, returnedAt: until, result };
  };
  return {
    historyOf: (...pieces) => joinPieces([{ traits: { [capability]: asPromised(traits) } }, ...pieces]),
    unpromised: (history, ...names) => {
      const left = Object.entries(history.traits[capability] ?? {}).filter(([name]) => !names.includes(name));
      return { ...history, traits: { ...history.traits, [capability]: Object.fromEntries(left) } };
    },
    faultless(...pieces) {
      const { operations, observations } = joinPieces(pieces);
      return { faultless: { operations, observations } };
    },
    did: (name, input, at, output) => ({
      operations: [operation(name, input, at, { status: "ok", output: asJson(output) })],
    }),
    failed: (name, input, at, httpStatus, { error = "failed", headers = {}, body = {} } = {}) => ({
      operations: [
        operation(name, input, at, {
          status: "failed",
          error: `${httpStatus} ${error}`,
          httpStatus,
          headers,
          body: { error, ...body },
        }),
      ],
    }),
    unanswered: (name, input, at, { hungUp = false } = {}) => ({
      operations: [
        {
          ...operation(name, input, at, { status: "unknown", error: "other side closed" }),
          ...(hungUp && { hungUp }),
        },
      ],
    }),
    opened: (name, input, at, items, { ended, stalled = [], sent = [] } = {}) => ({
      streams: [
        {
          ...operation(name, input, { from: at, until: at }, { status: "ok", output: null }),
          id: 1,
          items: asStream(items),
          sent: asStream(sent),
          stalled,
          ended: ended ?? { at: joinPieces([]).endedAt, by: "client", reason: "the run was over" },
        },
      ],
    }),
    looked: (name, input, at, output, during = "run") => ({
      observations: [
        {
          capability,
          name,
          during,
          input: asJson(input),
          calledAt: at - 1,
          returnedAt: at,
          result: { status: "ok", output: asJson(output) },
        },
      ],
    }),
    planted: (name, input, at, output) => ({
      arrangements: [{ capability, name, input: asJson(input), at, output: asJson(output) }],
    }),
    saw: (moment, scope, at, { edge = "after", by = whose, ...rest } = {}) => ({
      moments: [{ capability, moment, scope: asScope(scope), edge, at, by, ...rest }],
    }),
    measured: (name, ...samples) => ({
      series: [{ capability, name, unit: measures[name]?.unit ?? "count", samples }],
    }),
    struck: (from, until, { name, args } = usual, step = 0) => ({
      faults: [
        { name, args, step, phase: "injected", at: from, struck: whose },
        { name, args, step, phase: "healed", at: until, struck: whose },
      ],
    }),
    connection(id, dialledAt, closedAt): Piece {
      const event = (phase: "dialled" | "closed", at: number) => ({ by: whose, dependency, connection: id, phase, at });
      const events = [event("dialled", dialledAt), ...(closedAt === undefined ? [] : [event("closed", closedAt)])];
      return { connections: { events, before: [], after: [] } };
    },
    exited: (at, how, { by = whose, asked = true } = {}) => ({ exits: [{ by, at, asked, how, reason: how }] }),
  };
}

/** What a schema describes is JSON; the compiler does not know it of every schema. */
const asJson = (value: unknown): Json => value as Json;

const asScope = (scope: unknown): Scope => scope as Scope;

const asStream = (items: readonly { readonly at: number; readonly value: unknown }[]): StreamRecord["items"] =>
  items.map(({ at, value }) => ({ at, value: asJson(value) }));

/** The traits that have a number. */
const asPromised = (traits: { readonly [trait: string]: number | undefined }): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(traits).filter((each): each is [string, number] => each[1] !== undefined));
