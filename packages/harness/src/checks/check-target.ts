import { isIP } from "node:net";
import { ChaosError, patternsOf, type Target } from "@chaos-packs/contract";

/** Throws a coded error for what is wrong with a target file, before anything is started. */
export function checkTarget(target: Target): void {
  if (typeof target !== "object" || target === null || !target.roles || !target.dependencies || !target.capabilities) {
    throw new ChaosError("MALFORMED_TARGET", {
      expected: "an object with name, dependencies, roles and capabilities",
      came:
        typeof target === "object" && target !== null
          ? `one with ${Object.keys(target).join(", ") || "nothing"}`
          : String(target),
      todo: "Make it with defineTarget().",
    });
  }
  if (Object.keys(target.roles).length === 0) {
    throw new ChaosError("NO_ROLES", {
      expected: "at least one role",
      came: "none",
      todo: "Add the programs of the service to `roles`.",
    });
  }
  checkRoles(target);
  checkServingRoles(target);
  checkMoments(target);
}

function checkRoles({ roles, dependencies, allowHosts = [] }: Target): void {
  for (const [name, role] of Object.entries(roles)) {
    if (role.run === "remote") checkHost(name, role.url, allowHosts);
    if (role.run === "command" && role.command.length === 0) {
      throw new ChaosError("COMMAND_MISSING", {
        expected: `a command for the role ${name}`,
        came: "an empty list",
        todo: 'Give program and arguments: ["python", "-m", "orders"].',
      });
    }
    for (const dependency of Object.keys(role.connections ?? {})) {
      if (!(dependency in dependencies))
        throw unknownDependency(dependency, `the connections of role ${name}`, Object.keys(dependencies));
    }
  }
}

function checkServingRoles({ capabilities, roles: known }: Target): void {
  for (const { capability, roles } of capabilities) {
    const stranger = roles?.find((role) => !(role in known));
    if (stranger === undefined && roles?.length !== 0) continue;
    throw new ChaosError(stranger === undefined ? "NO_ROLES" : "UNKNOWN_ROLE", {
      expected: `the roles that serve ${capability.name} to be some of ${Object.keys(known).join(", ")}`,
      came: stranger === undefined ? "none" : `"${stranger}"`,
      todo: "Mend `roles` of its binding, or leave it out when all roles serve it.",
    });
  }
}

function checkMoments({ capabilities, dependencies }: Target): void {
  for (const { capability, moments } of capabilities) {
    for (const moment of Object.keys(capability.moments)) {
      const pattern = moments[moment];
      if (pattern === undefined) {
        throw new ChaosError("MOMENT_NOT_MAPPED", {
          expected: `the moment "${moment}" of ${capability.name} to be mapped`,
          came: "nothing",
          todo: "Map it to a pattern of a dependency, or to null when the service has no such moment (scenarios that need it skip).",
        });
      }
      const stranger = patternsOf(pattern).find(({ dependency }) => !(dependency in dependencies));
      if (stranger)
        throw unknownDependency(
          stranger.dependency,
          `the moment "${moment}" of ${capability.name}`,
          Object.keys(dependencies),
        );
    }
  }
}

function unknownDependency(name: string, where: string, known: readonly string[]): ChaosError {
  return new ChaosError("UNKNOWN_DEPENDENCY", {
    expected: `${where} to name one of ${known.join(", ") || "no dependency at all"}`,
    came: `"${name}"`,
    todo: "Add it to `dependencies` of the target, or mend the name.",
  });
}

/** Refuses a host that is not this machine's, unless the target file names it. */
export function checkHost(where: string, url: string, allowed: readonly string[]): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  const isLoopback = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
  if (isLoopback || allowed.includes(host)) return;
  throw new ChaosError("NOT_LOOPBACK", {
    expected: `${where} to be on this machine (127.0.0.1, ::1, localhost)`,
    came: host,
    todo: `Chaos on a host of somebody else is an attack. If it is yours, name it in allowHosts: ["${host}"].`,
  });
}
