import type { ReadyWhen } from "./service.ts";

/** What a flag says of being ready: a path that answers 200, else a text of a line. */
export const readyWhen = (said: string): ReadyWhen => (said.startsWith("/") ? { path: said } : { line: said });
