import assert from "node:assert/strict";
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { isChaosError, undo } from "@chaos-packs/contract/kind";
import { cacheFolder } from "@chaos-packs/machine";
import { findBinary, provisionRedis } from "../../src/index.ts";
import type { Apt } from "../../src/provision/apt.ts";
import { dependencyNames, packagesWith } from "../../src/provision/missing-libraries.ts";
import { runProgram } from "../../src/provision/run-program.ts";
import { redisFolder } from "../../src/provision/unpacked-redis.ts";

async function temporaryFolder(): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "provision-test-"));
  return { path, ...undo(() => rm(path, { recursive: true, force: true })) };
}

/** Packages made on the spot, whose server is a program but no Redis; notes what was asked for. */
const localApt = (fetched: string[]): Apt => ({
  async download(packages, into) {
    for (const name of packages) {
      fetched.push(name);
      const root = join(into, `make-${name}`);
      await mkdir(join(root, "DEBIAN"), { recursive: true });
      await writeFile(
        join(root, "DEBIAN/control"),
        `Package: ${name}\nVersion: 1\nArchitecture: all\nMaintainer: a <a@b>\nDescription: d\nDepends: libc6 (>= 2)\n`,
      );
      if (name === "redis-server") {
        await mkdir(join(root, "usr/bin"), { recursive: true });
        // A real program, so that its libraries can be listed, but no Redis.
        await cp("/bin/echo", join(root, "usr/bin/redis-server"));
      }
      await runProgram("dpkg-deb", ["-b", root, join(into, `${name}.deb`)]);
      await rm(root, { recursive: true });
    }
  },
});

test("what was unpacked before is used again, without fetching anything", async () => {
  await using cache = await temporaryFolder();
  const first = await provisionRedis({ cache: cache.path });
  assert.equal(first.already, false);
  assert.match(first.version, /^\d+\.\d+/);
  const never: Apt = { download: () => assert.fail("something was fetched") };
  const second = await provisionRedis({ cache: cache.path, apt: () => never });
  assert.deepEqual(second, { ...first, already: true });
  assert.deepEqual(await readdir(cache.path), [(await redisFolder(cache.path)).slice(cache.path.length + 1)]);
});

test("two that unpack at once both get a server that runs, and leave nothing else behind", async () => {
  await using cache = await temporaryFolder();
  const both = await Promise.all([provisionRedis({ cache: cache.path }), provisionRedis({ cache: cache.path })]);
  assert.equal(both[0].binary.path, both[1].binary.path);
  assert.equal((await readdir(cache.path)).length, 1);
});

test("what does not run is never put in place", async () => {
  await using cache = await temporaryFolder();
  const fetched: string[] = [];
  await assert.rejects(provisionRedis({ cache: cache.path, apt: () => localApt(fetched) }), (error) =>
    isChaosError(error, "CANNOT_PROVISION_REDIS"),
  );
  assert.deepEqual(fetched, ["redis-server", "redis-tools"]);
  assert.deepEqual(await readdir(cache.path), []);
});

test("a broken server in the cache is replaced", async () => {
  await using cache = await temporaryFolder();
  const folder = await redisFolder(cache.path);
  await mkdir(join(folder, "usr/bin"), { recursive: true });
  await writeFile(join(folder, "usr/bin/redis-server"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  assert.match((await provisionRedis({ cache: cache.path })).version, /^\d+\.\d+/);
});

test("when nothing can be fetched the error says why and what to do", async () => {
  await using cache = await temporaryFolder();
  const apt: Apt = {
    download: async () => {
      throw new Error("Temporary failure resolving");
    },
  };
  await assert.rejects(
    provisionRedis({ cache: cache.path, apt: () => apt }),
    (error) =>
      isChaosError(error, "MIRROR_UNREACHABLE") && /resolving/.test(error.came) && /CHAOS_REDIS_URL/.test(error.todo),
  );
  assert.deepEqual(await readdir(cache.path), []);
});

test("a server is found on the PATH before the usual places, and in the cache last", async () => {
  await using folder = await temporaryFolder();
  const [onPath, usual, cache] = [join(folder.path, "bin"), join(folder.path, "usual"), join(folder.path, "cache")];
  const place = async (path: string): Promise<string> => {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, "", { mode: 0o755 });
    return path;
  };
  const environment = { PATH: onPath, XDG_CACHE_HOME: cache };
  assert.equal(await findBinary(environment, [usual]), undefined);
  const cached = await place(join(await redisFolder(await cacheFolder(environment)), "usr/bin/redis-server"));
  assert.equal((await findBinary(environment, [usual]))?.path, cached);
  const usualOne = await place(join(usual, "redis-server"));
  assert.equal((await findBinary(environment, [usual]))?.path, usualOne);
  const first = await place(join(onPath, "valkey-server"));
  assert.equal((await findBinary(environment, [usual]))?.path, first);
});

test("the package of a library is found by Debian's rule for names", () => {
  const known = ["libjemalloc2", "liblzf1", "libssl3t64", "libfoo2-3", "libc6"];
  assert.deepEqual(packagesWith("libjemalloc.so.2", known), ["libjemalloc2"]);
  assert.deepEqual(packagesWith("liblzf.so.1", known), ["liblzf1"]);
  assert.deepEqual(packagesWith("libssl.so.3", known), ["libssl3t64"]);
  assert.deepEqual(packagesWith("libfoo2.so.3", known), ["libfoo2-3"]);
  assert.deepEqual(packagesWith("libnone.so.1", known), []);
});

test("a Depends field is read without versions, architectures and alternatives", () => {
  assert.deepEqual(dependencyNames("libc6 (>= 2.34), libsystemd0 | libelogind0, perl:any, redis-tools (= 5:7.0)"), [
    "libc6",
    "libsystemd0",
    "perl",
    "redis-tools",
  ]);
});
