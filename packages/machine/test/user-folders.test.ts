import assert from "node:assert/strict";
import { chmodSync, lchownSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { cacheFolder, journalFolder, ownId, reachableCacheFolder, temporaryFolder } from "../src/index.ts";
import { elsewhere, isRoot, openFolder, STRANGER } from "./support.ts";

const own = `chaos-packs-${ownId()}`;
const asRoot = { skip: !isRoot && "only root can give a folder to another user" };
const refused = (code: string) => (error: unknown) => isChaosError(error, code);

/** A folder for temporary files, a home and the rest, all fresh. */
function freshUser() {
  const base = openFolder();
  const at = (name: string): string => {
    const path = join(base.path, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  return { at, TMPDIR: at("tmp"), HOME: at("home"), [Symbol.dispose]: () => base[Symbol.dispose]() };
}

test("journals are kept in XDG_RUNTIME_DIR, else among temporary files", async () => {
  using user = freshUser();
  const { TMPDIR } = user;
  assert.equal(await journalFolder({ TMPDIR, XDG_RUNTIME_DIR: user.at("run") }), join(user.at("run"), "chaos-packs"));
  for (const XDG_RUNTIME_DIR of [undefined, "", "relative", join(user.at("run"), "missing")])
    assert.equal(await journalFolder({ TMPDIR, XDG_RUNTIME_DIR }), join(TMPDIR, own, "journals"));
});

test("the XDG_RUNTIME_DIR of another user, as after su and sudo -E, is not used", asRoot, async () => {
  using user = freshUser();
  lchownSync(user.at("run"), STRANGER, STRANGER);
  assert.equal(
    await journalFolder({ TMPDIR: user.TMPDIR, XDG_RUNTIME_DIR: user.at("run") }),
    join(user.TMPDIR, own, "journals"),
  );
});

test("the cache is kept in XDG_CACHE_HOME, else below the home folder, else among temporary files", async () => {
  using user = freshUser();
  const { TMPDIR, HOME } = user;
  assert.equal(
    await cacheFolder({ TMPDIR, HOME, XDG_CACHE_HOME: join(user.at("x"), "cache") }),
    join(user.at("x"), "cache", "chaos-packs"),
  );
  for (const XDG_CACHE_HOME of [undefined, "", "relative"])
    assert.equal(await cacheFolder({ TMPDIR, HOME, XDG_CACHE_HOME }), join(HOME, ".cache", "chaos-packs"));
  assert.equal(await cacheFolder({ TMPDIR, HOME: "/nowhere" }), join(TMPDIR, own, "cache"));
});

test("the home and the cache of another user, as after sudo -E, are not used", asRoot, async () => {
  using user = freshUser();
  const { TMPDIR, HOME } = user;
  for (const each of [HOME, user.at("cache")]) lchownSync(each, STRANGER, STRANGER);
  assert.equal(await cacheFolder({ TMPDIR, HOME, XDG_CACHE_HOME: user.at("cache") }), join(TMPDIR, own, "cache"));
});

test("a user without an entry in /etc/passwd has folders, too", asRoot, () => {
  using user = freshUser();
  chmodSync(user.TMPDIR, 0o1777);
  const env = { TMPDIR: user.TMPDIR };
  const asStranger = (call: string): unknown =>
    elsewhere(`(process.setgroups([]), process.setgid(${STRANGER}), process.setuid(${STRANGER}), ${call})`, { env });
  const folder = join(user.TMPDIR, `chaos-packs-${STRANGER}`);
  assert.equal(asStranger("m.journalFolder()"), join(folder, "journals"));
  assert.equal(asStranger("m.cacheFolder()"), join(folder, "cache"));
});

test("what somebody has planted among temporary files is refused", async () => {
  using user = freshUser();
  const { TMPDIR } = user;
  symlinkSync(user.at("elsewhere"), join(TMPDIR, own));
  await assert.rejects(journalFolder({ TMPDIR }), refused("FOLDER_NOT_OURS"));
  await assert.rejects(cacheFolder({ TMPDIR, HOME: "/nowhere" }), refused("FOLDER_NOT_OURS"));
});

test("a relative TMPDIR is taken from the working directory", () => {
  using user = freshUser();
  const cwd = join(user.TMPDIR, "..");
  assert.equal(elsewhere("m.temporaryFolder()", { cwd, env: { TMPDIR: "tmp" } }), user.TMPDIR);
});

test("a TMPDIR that is missing, no folder, or open to all and not sticky is refused", async () => {
  using user = freshUser();
  chmodSync(user.at("open"), 0o777);
  for (const TMPDIR of ["/nowhere", "/dev/null", user.at("open")])
    await assert.rejects(temporaryFolder({ TMPDIR }), refused("TMPDIR_UNUSABLE"));
  chmodSync(user.at("open"), 0o1777);
  assert.equal(await temporaryFolder({ TMPDIR: user.at("open") }), user.at("open"));
});

test("a cache for a server that runs as another user is one that this user can enter", asRoot, async () => {
  using user = freshUser();
  const { TMPDIR, HOME } = user;
  const server = { uid: STRANGER, gid: STRANGER };
  assert.equal(await reachableCacheFolder(server, { TMPDIR, HOME }), join(HOME, ".cache", "chaos-packs"));
  chmodSync(HOME, 0o700);
  assert.equal(await reachableCacheFolder(server, { TMPDIR, HOME }), join(TMPDIR, own, "cache"));
  chmodSync(TMPDIR, 0o700);
  assert.equal(await reachableCacheFolder(server, { TMPDIR, HOME }), join("/tmp", own, "cache"));
  assert.equal(await reachableCacheFolder({}, { TMPDIR, HOME }), join(HOME, ".cache", "chaos-packs"));
});
