// Looks for work all the time, and says nothing. Its own number is 1, as is that of the first job.
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "ioredis";
import pg from "pg";

const ME = 1;
const POLL_MS = 50;
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 1 });
const redis = new Redis(process.env["REDIS_URL"]);

for (;;) {
  await pool.query("update workers set seen_at = now() where id = $1", [ME]);
  const done = await doOne();
  if (done !== undefined) await redis.publish("jobs:done", JSON.stringify({ job: done, status: "done" }));
  await sleep(POLL_MS);
}

async function doOne() {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const { rows } = await client.query(
      `update jobs set status = 'active', attempts = attempts + 1 where id =
        (select id from jobs where status = 'queued' order by id for update skip locked limit 1) returning id, body`,
    );
    const [job] = rows;
    if (job) await client.query("update jobs set status = $2 where id = $1", [job.id, "done"]);
    await client.query("commit");
    return job?.id;
  } finally {
    client.release();
  }
}
