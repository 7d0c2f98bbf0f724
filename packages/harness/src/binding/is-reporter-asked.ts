/** Whether node:test's events are read: by `node --test`, which runs the file in a process of its own, or by a reporter that the user names. */
export const isReporterAsked = (execArgv: readonly string[], env: NodeJS.ProcessEnv): boolean =>
  env["NODE_TEST_CONTEXT"] !== undefined ||
  [...execArgv, ...(env["NODE_OPTIONS"] ?? "").split(/\s+/)].some((each) => each.startsWith("--test"));
