import type { Screen } from "./run-display.ts";

const COLUMNS = 80;

/** A stream of the process as a screen: live at a terminal, unless a CI system or a dumb terminal is behind it. */
export const screenOf = (
  stream: Pick<NodeJS.WriteStream, "write" | "isTTY" | "columns">,
  env: NodeJS.ProcessEnv = process.env,
): Screen => ({
  write: (text) => stream.write(text),
  isLive: stream.isTTY === true && env["TERM"] !== "dumb" && !isCi(env["CI"]),
  columns: () => stream.columns || COLUMNS,
});

/** What never draws: where the output of somebody else comes between. */
export const lineScreenOf = (stream: Pick<NodeJS.WriteStream, "write">): Screen => ({
  write: (text) => stream.write(text),
  isLive: false,
  columns: () => COLUMNS,
});

const isCi = (value: string | undefined): boolean => value !== undefined && !["", "0", "false"].includes(value);
