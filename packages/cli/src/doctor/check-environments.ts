import type { EnvironmentAt, Target } from "@chaos-packs/contract";
import { type Check, type Finding, missing } from "./finding.ts";

/** Asks each role for the environment of its first replica, with addresses that stand for the real ones. Says only what is wrong. */
export const checkEnvironments =
  ({ roles, dependencies }: Pick<Target, "roles" | "dependencies">): Check =>
  async ({ folder }) => {
    const url = Object.fromEntries(Object.keys(dependencies).map((name) => [name, `tcp://127.0.0.1:1/${name}`]));
    const findings: Finding[] = [];
    for (const [name, role] of Object.entries(roles)) {
      const problem =
        role.run === "remote" ? undefined : problemOf(() => role.env({ url, port: 1, directory: folder, index: 0 }));
      if (problem !== undefined)
        findings.push(missing(`role ${name}: env ${problem}`, `Correct \`env\` of target.roles.${name}.`));
    }
    return findings;
  };

function problemOf(env: () => ReturnType<EnvironmentOf>): string | undefined {
  try {
    const wrong = Object.entries(env()).find(([, value]) => typeof value !== "string");
    return (
      wrong && `gives ${typeof wrong[1] === "object" ? "no text" : String(wrong[1])} for ${wrong[0]}, and not a text`
    );
  } catch (error) {
    return `throws ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
}

type EnvironmentOf = (at: EnvironmentAt) => Readonly<Record<string, unknown>>;
