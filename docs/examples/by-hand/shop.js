// The service of the guide "faults in tests written by hand": GET /cached reads from Redis, GET /stored from Postgres, and
// GET /priced asks an upstream. What fails is answered with 503 and its reason. Nothing in it knows of chaos.
import { createServer } from "node:http";
import { Redis } from "ioredis";
import pg from "pg";

const cache = new Redis(process.env.CACHE_URL, {
  maxRetriesPerRequest: 0,
  enableOfflineQueue: false,
  commandTimeout: 250,
  socketTimeout: 400, // a connection that has died silently is given up
  retryStrategy: () => 5,
});
cache.on("error", () => {}); // what a command meets, its caller is told
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 1,
  connectionTimeoutMillis: 250,
  query_timeout: 250,
});
pool.on("error", () => {}); // the pool dials again by itself

const routes = {
  "/health": () => cache.ping(),
  "/cached": async () => ({ greeting: await cache.get("greeting") }),
  "/stored": async () => ({ greetings: (await pool.query("select * from greetings")).rowCount }),
  "/priced": async () => {
    const answer = await fetch(`${process.env.PRICES_URL}/price`, { signal: AbortSignal.timeout(250) });
    if (!answer.ok) throw new Error(`${answer.status}, retry after ${answer.headers.get("retry-after")}`);
    return answer.json();
  },
};

createServer(async ({ url }, response) => {
  const [status, body] = await routes[url]().then(
    (found) => [200, found],
    (error) => [503, { error: `${error.name}: ${error.message}` }],
  );
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}).listen(Number(process.env.PORT), "127.0.0.1");
process.once("SIGTERM", () => process.exit(0));
