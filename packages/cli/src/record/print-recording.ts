import { print } from "../print.ts";

/** What a recording holds, as far as it is printed. */
export interface PrintedRecording {
  readonly messages: readonly {
    readonly at: number;
    readonly by: string;
    readonly dependency: string;
    readonly text: string;
    readonly fingerprint: string;
    readonly failed?: string;
    readonly background: boolean;
    readonly code: string;
  }[];
  readonly problems: readonly string[];
  readonly unread: readonly string[];
}

const LONGEST = 110;
const cut = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** Prints each message that the request brought about, with its pattern, and what also comes while nothing is asked once. */
export function printRecording({ messages, problems, unread }: PrintedRecording): void {
  const shown = messages.filter(({ background, at }) => !background && at >= 0);
  for (const { at, by, dependency, text, failed, code } of shown) {
    print(
      `${String(at).padStart(6)} ms  ${by} → ${dependency}  ${cut(text)}${failed === undefined ? "" : `  (failed: ${failed})`}`,
    );
    print(`           ${code}`);
  }
  if (shown.length === 0) print("The request brought about no message on the wire of a dependency.");
  const background = new Map<string, { text: string; by: Set<string>; count: number }>();
  for (const { background: isBackground, by, dependency, text, fingerprint } of messages) {
    if (!isBackground) continue;
    const key = `${dependency} ${fingerprint}`;
    const entry = background.get(key) ?? { text: `${dependency}  ${cut(text)}`, by: new Set<string>(), count: 0 };
    entry.by.add(by);
    background.set(key, { ...entry, count: entry.count + 1 });
  }
  if (background.size > 0) {
    print("\nAlso comes while nothing is asked:");
    for (const { text, by, count } of background.values()) print(`  ${count} × ${[...by].join(", ")} → ${text}`);
  }
  for (const name of unread) print(`\nnot read: ${name}, whose kind does not tell of its messages`);
  for (const problem of problems) print(`\nproblem: ${problem}`);
}
