import { join, resolve } from "node:path";
import { childProcess, type DependencyKind, defineTarget, type Ready, type Target } from "@chaos-packs/contract";
import { loadInstalled } from "../record/load-installed.ts";
import { ASSUMED_READY } from "../record/ready-signs.ts";
import type { ReadyWhen, Service, ServiceDependency } from "./service.ts";
import { variableIn } from "./variable-in.ts";

/**
 * A service as a target without capabilities, which can be recorded.
 *
 * @throws ChaosError NOT_INSTALLED
 */
export async function targetOfService(
  { name, roles, dependencies, portVariable }: Service,
  folder: string,
): Promise<Target> {
  const kinds: Record<string, DependencyKind> = {};
  for (const each of dependencies) kinds[each.name] = await kindOf(each, folder);
  return defineTarget({
    name,
    dependencies: kinds,
    roles: Object.fromEntries(
      roles.map((role) => [
        role.name,
        childProcess({
          command: role.command,
          cwd: join(folder, role.cwd),
          replicas: role.replicas,
          ready: readyOf(role.ready),
          env: ({ url, port }) => ({
            [portVariable]: String(port),
            ...Object.fromEntries(dependencies.map((each) => [variableIn(role, each), url[each.name] ?? ""])),
          }),
        }),
      ]),
    ),
    capabilities: [],
  });
}

const readyOf = (ready: ReadyWhen | undefined): Ready => {
  if (ready === undefined) return ASSUMED_READY;
  return "path" in ready ? ready : { output: new RegExp(ready.line.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")) };
};

async function kindOf(dependency: ServiceDependency, folder: string): Promise<DependencyKind> {
  switch (dependency.kind) {
    case "postgres": {
      const { postgres } = await loadInstalled<{ postgres(options: object): DependencyKind }>(
        "@chaos-packs/postgres",
        folder,
      );
      return postgres({ schema: resolve(folder, dependency.schema) });
    }
    case "redis": {
      const { redis } = await loadInstalled<{ redis(): DependencyKind }>("@chaos-packs/redis", folder);
      return redis();
    }
    case "http": {
      const { http } = await loadInstalled<{ http(options: object): DependencyKind }>("@chaos-packs/http", folder);
      const { name, at, ready } = dependency;
      if ("url" in at) return http({ url: at.url });
      const run = { command: at.command, cwd: folder };
      const env = ({ port }: { readonly port: number }) => ({ PORT: String(port) });
      return http({ service: { name, run, ready: readyOf(ready), env } });
    }
  }
}
