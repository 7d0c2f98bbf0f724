import { print } from "../print.ts";

/** What a recording holds, as far as it is printed. */
export interface PrintedRecording {
  readonly messages: readonly PrintedMessage[];
  readonly problems: readonly string[];
  readonly unread: readonly string[];
}

interface PrintedMessage {
  readonly at: number;
  readonly answeredAt?: number;
  readonly by: string;
  readonly dependency: string;
  readonly text: string;
  readonly fingerprint: string;
  readonly outcome: string;
  readonly isPushed?: boolean;
  readonly part: "request" | "background" | "start";
  readonly code: string;
  readonly guesses: readonly string[];
}

const LONGEST = 110;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Prints each message that the request brought about, with its pattern; and, each once, what also comes without it. */
export function printRecording({ messages, problems, unread }: PrintedRecording): void {
  const shown = messages.filter(({ part }) => part === "request");
  if (shown.length === 0) print("The request brought about no message on the wire of a dependency.");
  else print("   sent       took");
  for (const each of shown) printMessage(each);
  printOnce("Also comes while nothing is asked:", messages, "background");
  printOnce("Came only at the start:", messages, "start");
  for (const name of unread) print(`\nnot read: ${name}, whose kind does not tell of its messages`);
  for (const problem of problems) print(`\nproblem: ${problem}`);
}

function printMessage({ at, answeredAt, text, outcome, code, guesses, ...message }: PrintedMessage): void {
  const took = answeredAt === undefined ? "" : `${answeredAt - at} ms`;
  const what = message.isPushed ? cut(text) : `${cut(text)} → ${outcome}`;
  print(`${`${at} ms`.padStart(9)} ${took.padStart(9)}  ${wayOf(message)}  ${what}`);
  if (guesses.length > 0)
    print(`${MARGIN}// ${guesses.join(", ")}: a guess, since the value may stand there by chance`);
  print(`${MARGIN}${code}`);
}

const MARGIN = " ".repeat(21);

const wayOf = ({ by, dependency, isPushed }: Pick<PrintedMessage, "by" | "dependency" | "isPushed">): string =>
  isPushed ? `${dependency} → ${by}` : `${by} → ${dependency}`;

function printOnce(title: string, messages: readonly PrintedMessage[], part: PrintedMessage["part"]): void {
  const entries = new Map<string, { readonly first: PrintedMessage; readonly by: Set<string>; count: number }>();
  for (const message of messages) {
    if (message.part !== part) continue;
    const key = `${message.dependency} ${message.fingerprint}`;
    const entry = entries.get(key) ?? { first: message, by: new Set(), count: 0 };
    entry.by.add(message.by);
    entry.count += 1;
    entries.set(key, entry);
  }
  if (entries.size === 0) return;
  print(`\n${title}`);
  for (const { first, by, count } of entries.values())
    print(`  ${count} × ${wayOf({ ...first, by: [...by].join(", ") })}  ${cut(first.text)}`);
}
