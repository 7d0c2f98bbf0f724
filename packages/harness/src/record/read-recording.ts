import { nameOfReplica } from "@chaos-packs/contract";
import type { OwnValue } from "./own-values.ts";
import { type Part, partsOf, type ReadMessage, transactionsOf } from "./parts-of.ts";
import { endCode, patternCode } from "./pattern-code.ts";
import { type ScopeKey, scopeOf } from "./scope-of.ts";
import type { WireMessage } from "./wire-log.ts";

/** One message on the wire. */
export interface RecordedMessage {
  /** When it was sent, in ms since the request; less than 0: before it. */
  readonly at: number;
  /** When it was answered, likewise; absent: it was not, or it was pushed by the server. */
  readonly answeredAt?: number;
  /** `worker 1`. */
  readonly by: string;
  readonly dependency: string;
  readonly text: string;
  readonly fingerprint: string;
  /** What it came to: `rows`, `nothing`, `no answer`. */
  readonly outcome: string;
  /** The server has sent it by itself. */
  readonly isPushed?: boolean;
  /** The code of the error that it was answered with. */
  readonly failed?: string;
  /** The request did not bring it about: it comes while nothing is asked too, or only at the start. */
  readonly background: boolean;
  readonly part: Part;
  /** How a target file recognises it, with a scope of what it tells of the answers of the journey. */
  readonly code: string;
  /** Keys of the scope that are a guess: the value may stand there by chance. */
  readonly guesses: readonly string[];
  /** The values of the journey's request and answers that it holds, by how they are read: `parameters[0]`. */
  readonly about: Readonly<Record<string, string>>;
}

/** When what was asked, on the clock of the log, and which values were said. */
interface Asked {
  readonly said: ReadonlySet<string>;
  readonly askedAt: number;
  /** When the same was asked once more; Infinity: it was not. */
  readonly againAt: number;
}

interface Scoped extends ReadMessage {
  readonly scope: readonly ScopeKey[];
}

/** Tells of the messages of a journey, in the order of sending, what they are about; those of a second one only show what differs. */
export function readRecording(
  messages: readonly WireMessage[],
  own: readonly OwnValue[],
  { askedAt, againAt, said }: Asked,
): readonly RecordedMessage[] {
  const known = new Set(own.flatMap(({ value, again = value }) => [value, again]));
  const described = messages.map((each) => ({ ...each, description: each.describe(known) }));
  const later = described.filter(({ sentAt }) => sentAt >= againAt);
  const read: readonly Scoped[] = described
    .filter(({ sentAt }) => sentAt < againAt)
    .map((each) => (each.answeredAt !== undefined && each.answeredAt >= againAt ? unanswered(each) : each))
    .map((each) => {
      const alike = later.filter((other) => kindOf(other) === kindOf(each)).map(({ description }) => description);
      const scope = scopeOf(each.description, own, alike);
      return { ...each, scope, isOwn: scope.length > 0 };
    });
  const codes = codesOf(read);
  const parts = partsOf(read, askedAt);
  return read.map(({ description, sentAt, answeredAt, by, dependency, scope }, index) => {
    const { text, fingerprint, outcome, isPushed, failed } = description;
    const part = parts[index] ?? "background";
    return {
      at: Math.round(sentAt - askedAt),
      ...(answeredAt !== undefined && !isPushed && { answeredAt: Math.round(answeredAt - askedAt) }),
      by: nameOfReplica(by),
      dependency,
      text,
      fingerprint,
      outcome,
      ...(isPushed && { isPushed }),
      ...(failed !== undefined && { failed }),
      background: part !== "request",
      part,
      code: codes[index] ?? "",
      guesses: scope.flatMap(({ name, isGuess }) => (isGuess ? [name] : [])),
      about: Object.fromEntries(
        description.values.flatMap(({ read, value }) => (said.has(value) ? [[read, value] as const] : [])),
      ),
    };
  });
}

/** The message as it was before its answer, which the second journey has brought about. */
function unanswered<M extends Pick<ReadMessage, "answeredAt" | "description">>({ answeredAt: _, ...message }: M) {
  const { failed: _failed, values, ...description } = message.description;
  const asked = values.filter(({ isAnswered }) => !isAnswered);
  return { ...message, description: { ...description, values: asked, outcome: "no answer" } };
}

function codesOf(messages: readonly Scoped[]): readonly string[] {
  const patterns = (dependency: string) =>
    messages.filter((each) => each.dependency === dependency).map(({ description }) => description.pattern);
  const codes = new Map(
    messages.map((each) => {
      const { description, scope, dependency } = each;
      return [each, patternCode(description.pattern, scope, patterns(dependency))] as const;
    }),
  );
  for (const transaction of transactionsOf(messages)) {
    const last = transaction.at(-1);
    if (last?.description.pattern.endOf === undefined) continue;
    const within = transaction.map((each) => ({ code: codes.get(each) ?? "", scope: each.scope }));
    codes.set(last, endCode(last.description.pattern, within, patterns(last.dependency)));
  }
  return messages.map((each) => codes.get(each) ?? "");
}

const kindOf = ({ dependency, description }: Pick<ReadMessage, "dependency" | "description">): string =>
  `${dependency} ${description.fingerprint}`;
