// What can be seen of the service, and what can be planted in it, over ways of the harness's own.
import { createHash, randomUUID } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { logLines } from "@chaos-packs/contract/target";

const WORKERS = [0, 1];
/** Where the wrapper of the cutter looks for how it is to behave. */
export const CUTTER_MODE = "cutter-mode";

async function sql({ scheduler }, statement, values = {}) {
  const { status, body } = await scheduler.request("POST", "/console/sql", { sql: statement, values });
  if (status !== 200) throw new Error(`${statement}: ${JSON.stringify(body)}`);
  return body.rows;
}

const keysOf = async ({ store }, prefix) =>
  (await store.request("GET", `/objects?prefix=${encodeURIComponent(prefix)}`)).body.keys;

async function isIntact({ store }, key, sum) {
  const { status, bytes } = await store.request("GET", `/objects/${key}`);
  return status === 200 && createHash("sha256").update(bytes).digest("hex") === sum;
}

/** A box as an item: a page may have several, and no two say the same. */
export const itemOf = ({ chunk, page, text }) => ({ name: `page ${page}: ${text}`, value: text, chunk, page });

export const observations = {
  async progress(own, { job }) {
    const [row] = await sql(own, "select total from jobs where job = :job", { job });
    const marked = await sql(
      own,
      "select result_key, result_sum from chunks where job = :job and status = 'completed'",
      { job },
    );
    const intact = await Promise.all(marked.map(({ result_key: key, result_sum: sum }) => isIntact(own, key, sum)));
    return { total: row?.total ?? 0, marked: marked.length, stored: intact.filter(Boolean).length };
  },

  items: async (own, { job }) => {
    const boxes = await sql(own, "select chunk, page, text from boxes where job = :job order by page, id", { job });
    return { items: boxes.map(itemOf) };
  },

  /** Looks at each row and each object by itself, not as the service's own search does. */
  async consistency(own) {
    const keys = await keysOf(own, "");
    const chunks = await sql(
      own,
      "select c.*, j.status as job_status from chunks c left join jobs j on j.job = c.job order by c.job, c.chunk",
    );
    const jobs = await sql(own, "select job, status from jobs");
    const needed = chunks
      .filter(({ job_status: status }) => status !== null)
      .map((row) => (row.status === "completed" ? row.result_key : row.piece_key));
    const referred = [
      ...jobs.map(({ job }) => `jobs/${job}/source`),
      ...chunks.flatMap((row) => [row.piece_key, row.result_key]),
    ];
    const isOver = (key) => (jobs.find(({ job }) => key.startsWith(`jobs/${job}/`))?.status ?? "done") === "done";
    return {
      rowsWithoutObject: needed.filter((key) => !keys.includes(key)).sort(),
      objectsWithoutRow: keys.filter((key) => isOver(key) && !referred.includes(key)).sort(),
      chunksWithoutDocument: chunks
        .filter(({ job_status: status }) => status === null)
        .map(({ job, chunk }) => `${job}/${chunk}`),
    };
  },

  async leftovers(own) {
    // The folder itself is made with the first job.
    const files = await Promise.all(
      WORKERS.map((index) => readdir(join(own.directory("worker", index), "work")).catch(() => [])),
    );
    const [{ leases }] = await sql(
      own,
      "select (select count(*) from jobs where owner is not null) + (select count(*) from chunks where owner is not null) as leases",
    );
    return { files: files.flat(), leases };
  },

  async memory(own) {
    const all = WORKERS.map(async (index) => {
      const { body } = await own.request({ role: "worker", index, method: "GET", path: "/memory" });
      return [`worker ${index}`, body.bytes];
    });
    return { bytesByReplica: Object.fromEntries(await Promise.all(all)) };
  },

  /** The webhook answers as soon as there are events after the first so many. */
  events: {
    from: "dependency",
    dependency: "events",
    async subscribe(own, emit) {
      let isOver = false;
      let seen = 0;
      const listen = async () => {
        while (!isOver) {
          const { body } = await own.request("GET", `/events?after=${seen}`);
          if (isOver) return;
          seen += body.events.length;
          for (const event of body.events) emit(event);
        }
      };
      // It ends with the lane, or in an empty answer when the webhook is reset.
      listen().catch(() => {});
      return {
        async [Symbol.asyncDispose]() {
          isOver = true;
        },
      };
    },
  },

  alerts: logLines(/^\S+ \S+ (?:WARNING|ERROR|CRITICAL) \w+: (.*)$/, ([, text], role) => ({ role, text })),

  "publish failures": logLines(/^\S+ \S+ WARNING \w+: (event not published: .*)$/, ([, text], role) => ({
    role,
    text,
  })),
};

async function keyOf(own, { job, object, chunk = 1 }) {
  if (object === "source") return `jobs/${job}/source`;
  const [row] = await sql(
    own,
    "select piece_key as piece, result_key as result from chunks where job = :job and chunk = :chunk",
    {
      job,
      chunk,
    },
  );
  if (!row?.[object]) throw new Error(`chunk ${chunk} of job ${job} has no ${object} yet`);
  return row[object];
}

async function loseAll(own, job) {
  const keys = (await keysOf(own, `jobs/${job}/`)).filter((key) => !key.endsWith("/source"));
  await Promise.all(keys.map((key) => own.store.request("DELETE", `/objects/${key}`)));
  return { keys };
}

export const arrangements = {
  async "lose object"(own, damaged) {
    const key = await keyOf(own, damaged);
    await own.store.request("DELETE", `/objects/${key}`);
    return { key };
  },

  async "corrupt object"(own, damaged) {
    const key = await keyOf(own, damaged);
    const { bytes } = await own.store.request("GET", `/objects/${key}`);
    bytes[bytes.length >> 1] ^= 0x15;
    // Written as a disk rots: no checksum is claimed for the new bytes.
    await own.store.request("PUT", `/objects/${key}`, bytes);
    return { key };
  },

  "lose all objects": (own, { job }) => loseAll(own, job),

  async "plant orphans"(own, { rowsWithoutObject, objectsWithoutRow, chunksWithoutDocument }) {
    const rows = await sql(
      own,
      "select result_key as key from chunks where result_key is not null order by job, chunk limit :most",
      { most: rowsWithoutObject },
    );
    for (const { key } of rows) await own.store.request("DELETE", `/objects/${key}`);
    const keys = Array.from({ length: objectsWithoutRow }, () => `jobs/${randomUUID()}/results/1-1`);
    for (const key of keys) await own.store.request("PUT", `/objects/${key}`, "nobody's");
    const strays = Array.from({ length: chunksWithoutDocument }, () => randomUUID());
    for (const job of strays)
      await sql(
        own,
        "insert into chunks (job, chunk, status, piece_key, piece_sum, not_before) values (:job, 1, 'failed', :key, '', null)",
        { job, key: `jobs/${job}/pieces/1` },
      );
    return {
      rowsWithoutObject: rows.map(({ key }) => key).sort(),
      objectsWithoutRow: keys.sort(),
      chunksWithoutDocument: strays.map((job) => `${job}/1`).sort(),
    };
  },

  async contradict(own, { job }) {
    await loseAll(own, job);
    await sql(own, "delete from boxes where job = :job", { job });
    return {};
  },

  async cutter(own, { how }) {
    await Promise.all(WORKERS.map((index) => writeFile(join(own.directory("worker", index), CUTTER_MODE), how)));
    return {};
  },
};
