import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keysOf, type Look } from "./observations.ts";

type Damaged = { readonly job: string; readonly object: "source" | "piece" | "result"; readonly chunk?: number };

/** Where the wrapper of the cutter looks for how it is to behave; one file for each worker. */
export const CUTTER_MODE = "cutter-mode";

async function keyOf({ postgres }: Look, { job, object, chunk = 1 }: Damaged): Promise<string> {
  if (object === "source") return `jobs/${job}/source`;
  const [row] = (await postgres.query("select piece_key, result_key from chunks where job = $1 and chunk = $2", [
    job,
    chunk,
  ])) as Record<string, unknown>[];
  const key = row?.[object === "piece" ? "piece_key" : "result_key"];
  if (typeof key !== "string") throw new Error(`chunk ${chunk} of job ${job} has no ${object} yet`);
  return key;
}

/** States that the sample backend can be put into from outside. */
export const arrangements = {
  async "lose object"(look: Look, damaged: Damaged) {
    const key = await keyOf(look, damaged);
    await look.store.request("DELETE", `/objects/${key}`);
    return { key };
  },

  async "corrupt object"(look: Look, damaged: Damaged) {
    const key = await keyOf(look, damaged);
    const { bytes, headers } = await look.store.request("GET", `/objects/${key}`);
    const damagedBytes = Buffer.from(bytes);
    for (
      let at = Math.floor(damagedBytes.length / 2);
      at < Math.min(damagedBytes.length, Math.floor(damagedBytes.length / 2) + 4);
      at += 1
    ) {
      damagedBytes[at] = (damagedBytes[at] ?? 0) ^ 0x15;
    }
    // Written as a disk rots: the store itself does not notice, because no checksum is claimed for the new bytes.
    await look.store.request("PUT", `/objects/${key}`, damagedBytes, {
      "content-type": headers["content-type"] ?? "application/octet-stream",
    });
    return { key };
  },

  async "lose all objects"(look: Look, { job }: { job: string }) {
    const keys = (await keysOf(look, `jobs/${job}/`)).filter((key) => !key.endsWith("/source"));
    await Promise.all(keys.map((key) => look.store.request("DELETE", `/objects/${key}`)));
    return { keys };
  },

  async "plant orphans"(
    look: Look,
    wanted: { rowsWithoutObject: number; objectsWithoutRow: number; chunksWithoutDocument: number },
  ) {
    const rows = (await look.postgres.query(
      "select result_key from chunks where result_key is not null order by job, chunk limit $1",
      [wanted.rowsWithoutObject],
    )) as Record<string, unknown>[];
    const rowsWithoutObject = rows.map(({ result_key: key }) => String(key)).sort();
    for (const key of rowsWithoutObject) await look.store.request("DELETE", `/objects/${key}`);
    const objectsWithoutRow = Array.from(
      { length: wanted.objectsWithoutRow },
      () => `jobs/${randomUUID()}/results/1-1`,
    ).sort();
    for (const key of objectsWithoutRow) await look.store.request("PUT", `/objects/${key}`, Buffer.from("nobody's"));
    const chunksWithoutDocument: string[] = [];
    for (let count = 0; count < wanted.chunksWithoutDocument; count += 1) {
      const job = randomUUID();
      const piece = `jobs/${job}/pieces/1`;
      await look.postgres.query(
        "insert into chunks (job, chunk, status, piece_key, piece_sum, not_before) values ($1, 1, 'failed', $2, '', null)",
        [job, piece],
      );
      chunksWithoutDocument.push(`${job}/1`);
    }
    return { rowsWithoutObject, objectsWithoutRow, chunksWithoutDocument: chunksWithoutDocument.sort() };
  },

  async contradict(look: Look, { job }: { job: string }) {
    await arrangements["lose all objects"](look, { job });
    await look.postgres.query("delete from bounding_boxes where job = $1", [job]);
    return {};
  },

  async cutter(look: Look, { how }: { how: "works" | "fails" | "hangs" }) {
    await Promise.all([0, 1].map((index) => writeFile(join(look.directory("worker", index), CUTTER_MODE), how)));
    return {};
  },
};
