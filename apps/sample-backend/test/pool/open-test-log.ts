import pino from "pino";
import type { Log } from "../../src/log.ts";

/** What a log says. */
export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly stack?: string;
}

/** A log that keeps its lines and tells of each. */
export function openTestLog(): {
  readonly log: Log;
  readonly lines: LogLine[];
  seen(message: RegExp): Promise<LogLine>;
} {
  const lines: LogLine[] = [];
  const waiting = new Set<(line: LogLine) => void>();
  const write = (text: string): void => {
    const line = JSON.parse(text) as LogLine;
    lines.push(line);
    for (const hear of waiting) hear(line);
  };
  return {
    log: pino({ level: "debug", formatters: { level: (label) => ({ level: label }) } }, { write }),
    lines,
    seen: (message) =>
      new Promise((resolve) => {
        const hear = (line: LogLine): void => {
          if (!message.test(line.msg)) return;
          waiting.delete(hear);
          resolve(line);
        };
        waiting.add(hear);
        for (const line of lines) hear(line);
      }),
  };
}
