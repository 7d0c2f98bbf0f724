import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { logLines, type Own } from "@chaos-packs/contract/target";
import { subscription } from "@chaos-packs/redis";
import type { dependencies } from "./dependencies.ts";
import { itemOf } from "./operations.ts";

/** The harness's own way to a lane of the sample backend. */
export type Look = Own<typeof dependencies>;
type Row = Readonly<Record<string, unknown>>;

const WORKERS = [0, 1];

/** Keys of the objects in the store. */
export async function keysOf({ store }: Look, prefix = ""): Promise<readonly string[]> {
  const { body } = await store.request("GET", `/objects?prefix=${encodeURIComponent(prefix)}`);
  return (body as { keys: string[] }).keys;
}

/** Whether an object is there and is what its row says. */
async function isIntact({ store }: Look, key: string, sum: string): Promise<boolean> {
  const { status, bytes } = await store.request("GET", `/objects/${key}`);
  return status === 200 && createHash("sha256").update(bytes).digest("hex") === sum;
}

/** How the harness sees what is durable, over its own connections. */
export const observations = {
  async progress(look: Look, { job }: { job: string }) {
    const [totals] = (await look.postgres.query("select total from jobs where id = $1", [job])) as Row[];
    const marked = (await look.postgres.query(
      "select result_key, result_sum from chunks where job = $1 and status = 'completed'",
      [job],
    )) as Row[];
    const intact = await Promise.all(
      marked.map(({ result_key: key, result_sum: sum }) => isIntact(look, String(key), String(sum))),
    );
    return { total: Number(totals?.["total"] ?? 0), marked: marked.length, stored: intact.filter(Boolean).length };
  },

  async items(look: Look, { job }: { job: string }) {
    const rows = (await look.postgres.query(
      "select chunk, page, text from bounding_boxes where job = $1 order by page, id",
      [job],
    )) as Row[];
    return {
      items: rows.map(({ chunk, page, text }) =>
        itemOf({ chunk: Number(chunk), page: Number(page), text: String(text) }),
      ),
    };
  },

  /** Looks at each row and each object by itself, not as the service's own search does. */
  async consistency(look: Look) {
    const keys = await keysOf(look);
    const chunks = (await look.postgres.query(
      "select c.job, c.chunk, c.status, c.piece_key, c.result_key, j.status as job_status from chunks c left join jobs j on j.id = c.job",
    )) as Row[];
    const jobs = (await look.postgres.query("select id, status from jobs")) as Row[];
    const needed = chunks
      .filter(({ job_status: status }) => status !== null)
      .map((row) => String(row["status"] === "completed" ? row["result_key"] : row["piece_key"]));
    const referred = new Set([
      ...jobs.map(({ id }) => `jobs/${id}/source`),
      ...chunks.flatMap((row) => [String(row["piece_key"]), String(row["result_key"])]),
    ]);
    const isOver = (key: string): boolean => {
      const job = jobs.find(({ id }) => key.startsWith(`jobs/${id}/`));
      return job === undefined || job["status"] === "done";
    };
    return {
      rowsWithoutObject: needed.filter((key) => !keys.includes(key)).sort(),
      objectsWithoutRow: keys.filter((key) => isOver(key) && !referred.has(key)).sort(),
      chunksWithoutDocument: chunks
        .filter((row) => row["job_status"] === null)
        .map((row) => `${row["job"]}/${row["chunk"]}`)
        .sort(),
    };
  },

  async leftovers(look: Look) {
    const files = await Promise.all(
      WORKERS.map(async (index) =>
        (await readdir(look.directory("worker", index), { recursive: true })).filter((name) =>
          /[0-9a-f-]{36}/.test(name),
        ),
      ),
    );
    const [jobs] = (await look.postgres.query(
      "select count(*)::int as n from jobs where owner is not null or recovery_owner is not null",
    )) as Row[];
    const [chunks] = (await look.postgres.query(
      "select count(*)::int as n from chunks where owner is not null",
    )) as Row[];
    return { files: files.flat().sort(), leases: Number(jobs?.["n"]) + Number(chunks?.["n"]) };
  },

  async memory(look: Look) {
    const all = await Promise.all(
      WORKERS.map(async (index) => {
        const { body } = await look.request({ role: "worker", index, method: "GET", path: "/memory" });
        return [`worker ${index}`, Number((body as { heapUsed: number }).heapUsed)] as const;
      }),
    );
    return { bytesByReplica: Object.fromEntries(all) };
  },

  events: subscription({ pattern: "jobs" }),

  "publish failures": logLines(/^\{.*"msg":"event not published".*\}$/, ([line], role) => ({ role, text: line })),

  alerts: logLines(/^\{"level":"(?:warn|error|fatal)".*\}$/, ([line], role) => {
    const { msg, error } = JSON.parse(line) as { msg?: string; error?: string };
    return { role, text: [msg, error].filter(Boolean).join(": ") };
  }),
};
