/** Splits a command line into program and arguments as a shell does with quotes and blanks, and no further. */
export const splitCommand = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) => double ?? single ?? bare ?? "");
