import { type History, type Json, type Operation, type OutputOf, promised } from "@chaos-packs/contract";
import type { broadcast } from "../capabilities/broadcast.ts";

/** The name of the capability in histories. */
export const CAPABILITY = "broadcast";

/** A number that the target promises; the invariant that reads it names it among its traits. */
export const trait = (history: History, name: keyof (typeof broadcast)["traits"]): number =>
  promised(history, CAPABILITY, name);

/** A message as it was given to the service, ms. */
export interface Published {
  readonly channel: string;
  readonly id: string;
  readonly body: string;
  readonly calledAt: number;
  readonly at: number;
  /** What it was answered with; undefined when it was refused or not answered. */
  readonly answer: OutputOf<(typeof broadcast)["operations"]["publish"]> | undefined;
  readonly operation: Operation;
}

/** A message as it was given to the service and taken on. */
export type Taken = Published & { readonly answer: NonNullable<Published["answer"]> };

/** A part of a value, when it is there. */
export const field = (value: Json | undefined, key: string): Json | undefined =>
  typeof value === "object" && value !== null && key in value
    ? (value as Readonly<Record<string, Json>>)[key]
    : undefined;

/** Every call that published, in the order in which they were made. */
export const published = ({ operations }: History): readonly Published[] =>
  operations
    .filter(({ name }) => name === "publish")
    .map((operation) => {
      const { input, calledAt, returnedAt, result } = operation;
      const text = (key: string): string => String(field(input, key) ?? "");
      return {
        channel: text("channel"),
        id: text("id"),
        body: text("body"),
        calledAt,
        at: returnedAt,
        answer: result.status === "ok" ? (result.output as unknown as NonNullable<Published["answer"]>) : undefined,
        operation,
      };
    })
    .sort((a, b) => a.calledAt - b.calledAt);

/** Whether a message was taken on. */
export const isTaken = (message: Published): message is Taken => message.answer !== undefined;

/** The messages that the service has taken on, each once, as of the first time that it said so. */
export function takenOn(history: History): readonly Taken[] {
  const found = new Map<string, Taken>();
  for (const message of published(history)) {
    const name = `${message.channel} ${message.id}`;
    if (isTaken(message) && !found.has(name)) found.set(name, message);
  }
  return [...found.values()];
}

/** The numbers that a message was given, as far as publishers and readers were told. */
export function numbersOf(history: History, { channel, id }: Pick<Published, "channel" | "id">): readonly number[] {
  const answers = published(history).flatMap((each) =>
    each.channel === channel && each.id === id && each.answer ? [each.answer.seq] : [],
  );
  const items = history.streams.flatMap(({ items }) =>
    items.flatMap(({ value }) =>
      field(value, "channel") === channel && field(value, "id") === id ? [field(value, "seq")] : [],
    ),
  );
  return [...new Set([...answers, ...items])].filter((seq) => typeof seq === "number");
}

/** How long a call took, ms. */
export const took = ({ calledAt, returnedAt }: Operation): number => returnedAt - calledAt;

/** A call for people: `publishing m1 to news came to: 503 {…}, after 251 ms`. */
export function describePublish({ channel, id, operation }: Published): string {
  const { result } = operation;
  const how = result.status === "ok" ? `was answered ${JSON.stringify(result.output)}` : `came to: ${result.error},`;
  return `publishing ${id} to ${channel} ${how} after ${Math.round(took(operation))} ms`;
}
