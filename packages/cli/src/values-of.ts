/** The values of a flag that may stand several times: the parser keeps only the last. One that has none is empty. */
export const valuesOf = (flag: string, rawArgs: readonly string[]): readonly string[] =>
  rawArgs.flatMap((argument, index) => {
    const next = rawArgs[index + 1] ?? "";
    if (argument === `--${flag}`) return next.startsWith("--") ? "" : next;
    return argument.startsWith(`--${flag}=`) ? argument.slice(flag.length + 3) : [];
  });
