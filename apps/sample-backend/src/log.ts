import pino, { type Logger } from "pino";

export type Log = Logger;

/** A log of one JSON line per entry. It writes to process.stdout and not, as pino does by itself, to descriptor 1, which a worker thread shares. */
export const openLog = (role: string, level: string): Log =>
  pino({ level, base: { role }, formatters: { level: (label) => ({ level: label }) } }, process.stdout);
