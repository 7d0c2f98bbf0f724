import { ChaosError, type EnvironmentAt, type Role } from "@chaos-packs/contract";
import { describeThrown } from "../checks/describe-thrown.ts";
import { at, describeValue, isRecord } from "../checks/target-problem.ts";

/**
 * Asks a role of the target for the environment of one of its replicas.
 *
 * @throws ChaosError ENV_FAILED when `env` throws, or gives anything but texts
 */
export function roleEnvironment(name: string, role: Role, where: EnvironmentAt): Readonly<Record<string, string>> {
  if (role.run === "remote") return {};
  const path = at("target.roles", name);
  const made = call(`${path}.env`, role.env, where);
  if (!isRecord(made)) throw failed(`${path}.env`, "to return an object of texts", describeReturned(made));
  for (const [variable, value] of Object.entries(made)) {
    if (typeof value !== "string")
      throw failed(`${path}.env`, `to return a text for ${variable}`, `it is ${describeValue(value)}`);
  }
  return made as Record<string, string>;
}

function call(path: string, env: (where: EnvironmentAt) => unknown, where: EnvironmentAt): unknown {
  try {
    return env(where);
  } catch (error) {
    throw failed(path, "to return the environment of a replica", `it threw ${describeThrown(error)}`, error);
  }
}

const describeReturned = (value: unknown): string =>
  value instanceof Promise ? "it is a promise: env cannot be async" : `it is ${describeValue(value)}`;

const failed = (path: string, expected: string, came: string, cause?: unknown): ChaosError =>
  new ChaosError("ENV_FAILED", {
    expected: `${path} ${expected}`,
    came,
    todo: "Change that function in the target file: it gets { url, port, directory, index } and returns { NAME: text }; String() makes a text of a number.",
    cause,
  });
