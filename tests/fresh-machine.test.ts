import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, lchown, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { copyCheckout } from "./support/copy-checkout.ts";

/** One that kills a role, one that restarts Postgres, one that restarts Redis: between them every server of the sample. */
const SCENARIOS = ["kill-mid-chunk", "server-restart", "resubscribes-after-restart"];
const NOBODY = 65_534;
const isRoot = process.getuid?.() === 0;
const needsRoot = !isRoot && "only root may run a command as somebody else";

let place = "";
/** By user: a checkout as `npm ci` and a build leave it, in a folder with a space in its name. */
const checkouts: Partial<Record<"root" | "nobody" | "self", string>> = {};
before(async () => {
  place = await mkdtemp(join(tmpdir(), "fresh machine "));
  await chmod(place, 0o755);
  for (const user of isRoot ? (["root", "nobody"] as const) : (["self"] as const)) {
    const checkout = join(place, `a checkout of ${user}`);
    await mkdir(checkout);
    await copyCheckout(checkout, { built: true });
    if (user === "nobody") await giveTo(NOBODY, checkout);
    checkouts[user] = checkout;
  }
});
after(() => rm(place, { recursive: true, force: true }));

for (const { user, umask, folders, skip } of [
  { user: "root", umask: "022", folders: "HOME and TMPDIR", skip: needsRoot },
  { user: "root", umask: "077", folders: "HOME, TMPDIR and XDG", skip: needsRoot },
  { user: "nobody", umask: "022", folders: "HOME, TMPDIR and XDG", skip: needsRoot },
  { user: "nobody", umask: "077", folders: "HOME and TMPDIR", skip: needsRoot },
  { user: "self", umask: "077", folders: "HOME and TMPDIR", skip: isRoot && "root runs it as two users instead" },
] as const) {
  test(`scenarios hold with fresh folders ${folders}, umask ${umask}, as ${user}, with spaces in the paths`, {
    skip,
    timeout: 120_000,
  }, async () => {
    const machine = await freshMachine(user, folders === "HOME, TMPDIR and XDG");
    const checkout = join(checkouts[user] ?? "", "apps/sample-backend");
    await forget(checkout);
    const chaos = `umask ${umask} && exec node chaos/all.test.js --only ${SCENARIOS.join()} --lanes 2 --seed 7`;
    const { code, output } = await run(chaos, { cwd: checkout, user, env: machine });
    assert.equal(code, 0, output);
    const { totals } = JSON.parse(await readFile(join(checkout, "reports/chaos.json"), "utf8"));
    assert.ok(totals.holds >= SCENARIOS.length, output);
  });
}

/** Folders that nobody has used before; of XDG either all or none. */
async function freshMachine(user: string, withXdg: boolean): Promise<Readonly<Record<string, string>>> {
  const machine = await mkdtemp(join(place, `machine of ${user} `));
  const folders: Record<string, string> = { HOME: join(machine, "home"), TMPDIR: join(machine, "temporary files") };
  if (withXdg) {
    folders["XDG_CACHE_HOME"] = join(machine, "xdg cache");
    folders["XDG_RUNTIME_DIR"] = join(machine, "xdg runtime");
  }
  for (const folder of Object.values(folders)) await mkdir(folder);
  // As logind makes it.
  if (withXdg) await chmod(folders["XDG_RUNTIME_DIR"] ?? "", 0o700);
  await chmod(machine, 0o755);
  if (user === "nobody") await giveTo(NOBODY, machine);
  return folders;
}

/** What an earlier run has left in the checkout. */
async function forget(checkout: string): Promise<void> {
  await rm(join(checkout, "reports"), { recursive: true, force: true });
  await rm(join(checkout, "../../node_modules/.cache"), { recursive: true, force: true });
}

/** Runs a line of shell with nothing of this process's environment but PATH. */
async function run(
  line: string,
  { cwd, user, env }: { readonly cwd: string; readonly user: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ readonly code: number | null; readonly output: string }> {
  const as = user === "nobody" ? { uid: NOBODY, gid: NOBODY } : {};
  const path = { PATH: process.env["PATH"] ?? "" };
  const child = spawn("sh", ["-c", line], { cwd, env: { ...path, ...env }, stdio: ["ignore", "pipe", "pipe"], ...as });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, output };
}

/** Links are given away, not what they lead to. */
async function giveTo(user: number, path: string): Promise<void> {
  await lchown(path, user, user);
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  for (const { parentPath, name } of entries) await lchown(join(parentPath, name), user, user);
}
