import { mkdir } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Where journals of this user are kept: XDG_RUNTIME_DIR where there is one, else the folder for temporary files. */
export async function reaperFolder(): Promise<string> {
  const base = process.env["XDG_RUNTIME_DIR"];
  const folder = base ? join(base, "chaos-packs") : join(tmpdir(), `chaos-packs-${userInfo().uid}`, "journals");
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return folder;
}
