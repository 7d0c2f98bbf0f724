import { isIP } from "node:net";
import type { TargetProblem } from "./target-problem.ts";

/** Why an address may not be spoken to: it is none, or it is not this machine's and the target file does not name its host. */
export function hostProblem(path: string, url: unknown, allowed: readonly string[]): TargetProblem | undefined {
  if (typeof url !== "string" || !URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    return {
      path,
      value: url,
      expected: "an address that begins with http:// or https://",
      todo: 'Write `url: "http://127.0.0.1:3000"`.',
    };
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const isLoopback = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
  if (isLoopback || allowed.includes(host)) return undefined;
  return {
    code: "NOT_LOOPBACK",
    path,
    value: host,
    expected: "on this machine (127.0.0.1, ::1, localhost)",
    todo: `Run chaos only against hosts that you may disturb. If this one is yours, add \`allowHosts: ["${host}"]\` to the target.`,
  };
}
