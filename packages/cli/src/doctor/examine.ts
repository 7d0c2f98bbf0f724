import { checkCommands } from "./check-commands.ts";
import { checkDependencies } from "./check-dependencies.ts";
import { checkEnvironments } from "./check-environments.ts";
import { checkFolders } from "./check-folders.ts";
import { checkLoopback } from "./check-loopback.ts";
import { checkNode } from "./check-node.ts";
import { checkPackages } from "./check-packages.ts";
import { checkPostgres } from "./check-postgres.ts";
import { checkRedis } from "./check-redis.ts";
import type { Check, Finding, Machine } from "./finding.ts";
import { readTarget } from "./read-target.ts";

const BY_KIND: Readonly<Record<string, Check>> = { postgres: checkPostgres, redis: checkRedis };

/** Looks at everything that a run needs: of servers and programs at those that the target names, or at all without one. */
export async function examine(machine: Machine, targetFile: string | undefined): Promise<readonly Finding[]> {
  const first = await inTurn([checkNode, checkPackages], machine);
  const { target, findings } = await readTarget(targetFile, machine);
  const kinds = target ? new Set(Object.values(target.dependencies).map(({ kind }) => kind)) : Object.keys(BY_KIND);
  const servers = [...kinds].flatMap((kind) => (Object.hasOwn(BY_KIND, kind) ? (BY_KIND[kind] ?? []) : []));
  const ofTarget = target ? [checkDependencies(target), checkCommands(target), checkEnvironments(target)] : [];
  const rest = await inTurn([...servers, ...ofTarget, checkFolders, checkLoopback], machine);
  return [...first, ...findings, ...rest];
}

async function inTurn(checks: readonly Check[], machine: Machine): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const check of checks) findings.push(...(await check(machine)));
  return findings;
}
