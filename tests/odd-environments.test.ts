import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const NODE = process.execPath;
const SAMPLE = fileURLToPath(new URL("../apps/sample-backend/chaos/all.test.js", import.meta.url));
const ONE = [SAMPLE, "--only", "fifty-on-five", "--lanes", "1"];
const needsRoot = process.getuid?.() !== 0 && "needs root";
/** Containers may keep even root from it. */
const needsMounts =
  spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]).status !== 0 && "needs a mount namespace";
/** Nobody in /etc/passwd. */
const STRANGER = 12_345;
/** A place for folders that anybody may enter. */
const folder = mkdtempSync("/tmp/odd-environments-");
chmodSync(folder, 0o755);
after(() => rmSync(folder, { recursive: true, force: true }));

interface At {
  readonly env?: Readonly<Record<string, string>>;
  readonly user?: number;
}

/** Runs a command in a folder of its own, in which reports may be written. */
function run(command: readonly [string, ...string[]], { env = {}, user }: At = {}) {
  const cwd = mkdtempSync(join(folder, "run-"));
  if (user !== undefined) chownSync(cwd, user, user);
  const [program, ...args] = command;
  const { PATH, HOME, TMPDIR, XDG_CACHE_HOME } = process.env;
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: user === undefined ? { PATH, HOME, TMPDIR, XDG_CACHE_HOME, ...env } : { PATH, ...env },
    ...(user !== undefined && { uid: user, gid: user }),
  });
  return { code: status, output: stdout + stderr, cwd };
}

const holds = ({ code, output }: { readonly code: number | null; readonly output: string }): void =>
  assert.equal(code, 0, output);

/** One coded message, printed once, and the exit code of a run that failed itself. */
function failsWith(code: string, end: { readonly code: number | null; readonly output: string }): void {
  assert.equal(end.code, 64, end.output);
  assert.equal(end.output.split(`${code}: expected`).length, 2, end.output);
  assert.doesNotMatch(end.output, /\n {4}at /);
}

for (const adapter of ["worker-thread", "child-process"]) {
  test(`variables of the shell that are meant for other servers change nothing, with the adapter ${adapter}`, () => {
    const env = {
      PGSSLMODE: "require",
      PGSSLNEGOTIATION: "direct",
      PGHOST: "elsewhere.invalid",
      PGPORT: "1",
      PGUSER: "somebody",
      PGPASSWORD: "wrong",
      PGDATABASE: "theirs",
      PGOPTIONS: "-c search_path=none",
      PGSERVICE: "none",
      PGDATA: "/nowhere",
      PGSSLROOTCERT: "/nowhere/ca",
      REDISCLI_AUTH: "wrong",
      REDIS_URL: "redis://elsewhere.invalid:1",
      NODE_OPTIONS: "--no-deprecation",
    };
    holds(run([NODE, ...ONE, "--adapter", adapter], { env }));
  });
}

test("a read-only and a full /dev/shm are passed over", { skip: needsMounts }, () => {
  for (const options of ["ro", "size=1M"])
    holds(
      run(["unshare", "-m", "sh", "-c", `mount -t tmpfs -o ${options} none /dev/shm && exec "$@"`, "sh", NODE, ...ONE]),
    );
});

test("a relative TMPDIR is taken from the working directory, with a space in its name", () => {
  const TMPDIR = `../${join(folder, "a b").split("/").at(-1)}`;
  mkdirSync(join(folder, "a b"), { mode: 0o755 });
  holds(run([NODE, ...ONE], { env: { TMPDIR } }));
});

test("another user's XDG_RUNTIME_DIR, as su and sudo -E leave it, is passed over", { skip: needsRoot }, () => {
  const XDG_RUNTIME_DIR = mkdtempSync(join(folder, "runtime-"));
  chownSync(XDG_RUNTIME_DIR, STRANGER, STRANGER);
  holds(run([NODE, ...ONE], { env: { XDG_RUNTIME_DIR } }));
  assert.deepEqual(readdirSync(XDG_RUNTIME_DIR), []);
});

test("a TMPDIR that does not exist is refused", () => {
  failsWith("TMPDIR_UNUSABLE", run([NODE, ...ONE], { env: { TMPDIR: join(folder, "missing") } }));
});

test("a user without an entry in /etc/passwd is refused when Postgres is needed, with HOME unset", {
  skip: needsRoot,
}, () => {
  const user = STRANGER;
  const TMPDIR = mkdtempSync(join(folder, "tmp-"));
  chownSync(TMPDIR, user, user);
  failsWith("NO_PASSWD_ENTRY", run([NODE, ...ONE], { user, env: { TMPDIR, CHAOS_REDIS_URL: "redis://127.0.0.1:1" } }));
});

test("a limit on open files that is too low for the lanes is refused", () => {
  const many = [SAMPLE, "--only", "fifty-on-five", "--repeat", "8", "--lanes", "8"];
  failsWith("TOO_FEW_FILES", run(["sh", "-c", 'ulimit -n 1024 && exec "$@"', "sh", NODE, ...many]));
});

test("one that barely lets Node load the packs is refused as well, not met with a stack", () => {
  failsWith("TOO_FEW_FILES", run(["sh", "-c", 'ulimit -n 256 && exec "$@"', "sh", NODE, ...ONE]));
});
