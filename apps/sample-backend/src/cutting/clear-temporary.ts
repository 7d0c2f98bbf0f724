import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { sleep } from "../clock.ts";
import { messageOf } from "../failure.ts";
import type { Services } from "../services.ts";

const alive = {
  name: "owners-alive",
  text: `select owner from jobs where owner is not null and beat >= now() - make_interval(secs => $1)
    union select owner from chunks where status = 'processing' and beat >= now() - make_interval(secs => $1)`,
};

/** Removes temporary folders of workers that died; a lease that has not run out yet is waited for. It never rejects. */
export async function clearTemporary({ config, database, log, owner }: Services, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      const names = await readdir(config.tmpDir).catch(() => []);
      const others = names.flatMap((name) => {
        const whose = /^[0-9a-f-]{36}\.([0-9a-f]{8})\.\d+$/.exec(name)?.[1];
        return whose && !owner.startsWith(whose) ? [{ name, whose }] : [];
      });
      if (others.length === 0) return;
      const living = await database.read<{ owner: string }>(alive, [config.leaseMs / 1000]);
      for (const { name, whose } of others)
        if (!living.some((each) => each.owner.startsWith(whose)))
          await rm(join(config.tmpDir, name), { recursive: true, force: true });
    } catch (error) {
      log.debug({ error: messageOf(error) }, "temporary files cannot be removed yet");
    }
    await sleep(config.leaseMs, stop);
  }
}
