import { readdir } from "node:fs/promises";
import { messageOf } from "../failure.ts";
import type { Services } from "../services.ts";
import { removeTemporary } from "./remove-temporary.ts";

const alive = {
  name: "jobs-alive",
  text: `select id from jobs j where id = any($1::uuid[]) and (
    (owner is not null and beat >= now() - make_interval(secs => $2))
    or exists (select from chunks where job = j.id and status = 'processing' and beat >= now() - make_interval(secs => $2)))`,
};

/** Removes temporary folders of jobs that nobody works on: what was left when workers died. */
export async function clearTemporary({ config, database, log }: Services): Promise<void> {
  try {
    const names = await readdir(config.tmpDir).catch(() => []);
    const jobs = [...new Set(names.flatMap((name) => /^([0-9a-f-]{36})\./.exec(name)?.[1] ?? []))];
    if (jobs.length === 0) return;
    const rows = await database.read<{ id: string }>(alive, [jobs, config.leaseMs / 1000]);
    const living = new Set(rows.map(({ id }) => id));
    for (const job of jobs) if (!living.has(job)) await removeTemporary(config.tmpDir, job);
  } catch (error) {
    log.warn({ error: messageOf(error) }, "temporary files could not be removed");
  }
}
