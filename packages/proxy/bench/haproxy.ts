import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@chaos-packs/proxy";
import { canDial } from "./can-dial.ts";
import { cpuOf } from "./cpu-of.ts";
import type { Way } from "./way.ts";

/** Found on the PATH, unless HAPROXY_BIN says where it is. */
const PROGRAM = process.env["HAPROXY_BIN"] ?? "haproxy";
const UP_WITHIN_MS = 5_000;

/** The version of the HAProxy on this machine; undefined when there is none. */
export function haproxyVersion(): string | undefined {
  const { status, stdout } = spawnSync(PROGRAM, ["-v"], { encoding: "utf8" });
  return status === 0 ? /version (\S+)/.exec(stdout)?.[1] : undefined;
}

/** HAProxy in TCP mode, with one thread, as we have. */
export async function openHaproxy(upstream: number): Promise<Way<"haproxy">> {
  const folder = await mkdtemp(join(tmpdir(), "bench-haproxy-"));
  const port = await freePort();
  const file = join(folder, "haproxy.cfg");
  await writeFile(
    file,
    `global
  nbthread 1
defaults
  mode tcp
  timeout connect 5s
  timeout client 5m
  timeout server 5m
listen bench
  bind 127.0.0.1:${port}
  server bench 127.0.0.1:${upstream}
`,
  );
  const child = spawn(PROGRAM, ["-db", "-q", "-f", file], { stdio: ["ignore", "ignore", "inherit"] });
  const exited = once(child, "exit");
  const end = async (): Promise<void> => {
    child.kill();
    await exited;
    await rm(folder, { recursive: true });
  };
  const until = performance.now() + UP_WITHIN_MS;
  while (!(await canDial(port))) {
    if (child.exitCode === null && performance.now() < until) await sleep(10);
    else {
      await end();
      throw new Error(`HAProxy does not listen on port ${port}`);
    }
  }
  return {
    name: "haproxy",
    port,
    cpuSeconds: () => cpuOf(child.pid ?? 0),
    [Symbol.asyncDispose]: end,
  };
}
