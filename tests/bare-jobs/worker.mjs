// A worker of the bare job service. Its queue is a table: a job that it has taken is invisible to others for AGAIN_MS, and is
// given out again if it was not taken off the queue by then. Its result and "done" are one statement, so that a job that is
// done again must not add to what is there. With DEFECT=doubles it does.
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const { DATABASE_URL, AGAIN_MS, DEFECT } = process.env;
const pool = new pg.Pool({
  connectionString: DATABASE_URL,
  max: 2,
  connectionTimeoutMillis: 1_000,
  query_timeout: 1_000,
});
pool.on("error", () => {});
const stopping = new AbortController();
process.once("SIGTERM", () => stopping.abort());

const unlessDone = DEFECT === "doubles" ? "" : "where exists (select from done)";

async function workOnce() {
  const taken = await pool.query(
    `update queue set invisible_until = now() + $1 * interval '1 ms' where job = (
       select job from queue where invisible_until < now() order by invisible_until limit 1 for update skip locked
     ) returning job`,
    [Number(AGAIN_MS)],
  );
  const job = taken.rows[0]?.job;
  if (job === undefined) return false;
  const { rows } = await pool.query("select input from jobs where id = $1", [job]);
  const lines = rows[0].input.split(" ").map((word) => `${word}: ${word.length}`);
  await pool.query(
    `with done as (update jobs set status = 'done' where id = $1 and status <> 'done' returning id)
     insert into results (job, line) select $1, line from unnest($2::text[]) as line ${unlessDone}`,
    [job, lines],
  );
  await pool.query("delete from queue where job = $1", [job]);
  return true;
}

console.log("worker ready");
while (!stopping.signal.aborted) {
  const worked = await workOnce().catch((error) => console.error(error.message));
  if (!worked) await sleep(25, undefined, { signal: stopping.signal }).catch(() => {});
}
await pool.end();
