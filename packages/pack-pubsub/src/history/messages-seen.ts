import { type CallOf, type History, type InputOf, type OutputOf, seen, took } from "@chaos-packs/contract/pack";
import { partsOfBroadcast as broadcast } from "../capabilities/parts-of-broadcast.ts";

type Publish = (typeof broadcast)["operations"]["publish"];
type Trait = keyof (typeof broadcast)["traits"];

/** A number that the target promises; the invariant that reads it names it among its traits. */
export const trait = (history: History, name: Trait): number => seen(history, broadcast).promised(name);

/** A number that the target may promise; who promises nothing may take as long, or hold as many, as it likes. */
export const mostOf = (history: History, name: Trait): number =>
  seen(history, broadcast).trait(name) ?? Number.POSITIVE_INFINITY;

/** A message as it was given to the service, ms. */
export interface Published extends InputOf<Publish> {
  readonly calledAt: number;
  readonly at: number;
  /** What it was answered with; undefined when it was refused or not answered. */
  readonly answer: OutputOf<Publish> | undefined;
  readonly operation: CallOf<typeof broadcast, "publish">;
}

/** A message as it was given to the service and taken on. */
export type Taken = Published & { readonly answer: NonNullable<Published["answer"]> };

/** Every call that published, in the order in which they were made. */
export function published(history: History): readonly Published[] {
  const { calls, answers } = seen(history, broadcast);
  const outputs = new Map(answers("publish").map(({ input, output }) => [input, output] as const));
  return calls("publish")
    .map((operation) => {
      const { calledAt, returnedAt } = operation;
      const input: InputOf<Publish> = operation.input;
      return { ...input, calledAt, at: returnedAt, answer: outputs.get(input), operation };
    })
    .sort((a, b) => a.calledAt - b.calledAt);
}

/** Whether a message was taken on. */
export const isTaken = (message: Published): message is Taken => message.answer !== undefined;

/** Whether a message was handed over by the process that was asked, because the broker could not take it. */
export const isLocal = ({ answer }: Published): boolean => answer?.via === "local";

/** Whether the broker has taken a message on: a service that never hands over locally need not say so. */
export const isThroughBroker = (message: Published): boolean => isTaken(message) && !isLocal(message);

/** The messages that the service has taken on, each once, as of the first time that it said so. */
export function takenOn(history: History): readonly Taken[] {
  const found = new Map<string, Taken>();
  for (const message of published(history)) {
    const name = `${message.channel} ${message.id}`;
    if (isTaken(message) && !found.has(name)) found.set(name, message);
  }
  return [...found.values()];
}

/** Whether a message was given again to a service that does not promise to know it: then it is passed on again. */
export function isNewAgain(
  history: History,
  { channel, id }: { readonly channel?: string; readonly id?: string },
): boolean {
  if (seen(history, broadcast).trait("knownForMs") !== undefined) return false;
  return published(history).filter((each) => each.channel === channel && each.id === id).length > 1;
}

/** The numbers that a message was given, as far as publishers and readers were told. */
export function numbersOf(history: History, { channel, id }: Pick<Published, "channel" | "id">): readonly number[] {
  const { streams } = seen(history, broadcast);
  const answers = published(history).flatMap((each) =>
    each.channel === channel && each.id === id && each.answer ? [each.answer.seq] : [],
  );
  const items = [...streams("socket"), ...streams("events")].flatMap(({ items }) =>
    items.flatMap(({ value }) => (value.channel === channel && value.id === id ? [value.seq] : [])),
  );
  return [...new Set([...answers, ...items])].filter((seq) => typeof seq === "number");
}

/** A call for people: `publishing m1 to news came to: 503 {…}, after 251 ms`. */
export function describePublish({ channel, id, operation }: Published): string {
  const { result } = operation;
  const how = result.status === "ok" ? `was answered ${JSON.stringify(result.output)}` : `came to: ${result.error},`;
  return `publishing ${id} to ${channel} ${how} after ${Math.round(took(operation))} ms`;
}
