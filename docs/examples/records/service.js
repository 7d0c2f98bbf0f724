// The service under test of the guide "test your own service in ten minutes": GET /records/KEY reads a value, and
// POST /records makes one, in Postgres, through the pool that `pg` brings. Nothing in it knows of chaos.
import { createServer } from "node:http";
import pg from "pg";

const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 4,
  connectionTimeoutMillis: 300,
  query_timeout: 500,
  lock_timeout: 400,
});
pool.on("error", (error) => console.error(`warn: an idle connection broke: ${error.message}`));

/** Runs one statement; twice when a connection broke, for each statement here may be run again. */
const query = (text, values) => pool.query(text, values).catch(() => pool.query(text, values));

async function read(key) {
  const { rows } = await query("select value from records where key = $1", [key]);
  return { value: rows[0]?.value ?? null };
}

async function write({ key, value, idempotencyKey: wish }) {
  const kept = "insert into records (key, value, wish) values ($1, $2, $3) on conflict do nothing";
  await query(kept, [key, value, wish]);
  const { rows } = await query("select wish from records where key = $1", [key]);
  return rows[0]?.wish === wish ? { key } : undefined;
}

async function handle({ method, url }, body) {
  if (method === "POST") return (await write(JSON.parse(body))) ?? { status: 409, error: "the key is taken" };
  return url === "/healthz" ? {} : read(decodeURIComponent(url.split("/").at(-1)));
}

const server = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  const { status = 200, ...body } = await handle(request, text).catch((error) => ({
    status: 503,
    error: `the database is away: ${error.message}`,
  }));
  response.writeHead(status, { "content-type": "application/json", "retry-after": "1" }).end(JSON.stringify(body));
});
server.listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => server.close(() => pool.end()) && server.closeIdleConnections());
