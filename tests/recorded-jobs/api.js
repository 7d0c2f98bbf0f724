// Takes jobs on, tells how they are, and hears of those that are done.
import { createServer } from "node:http";
import { Redis } from "ioredis";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"], max: 2 });
const subscriber = new Redis(process.env["REDIS_URL"]);
await subscriber.subscribe("jobs:done");

createServer(async (request, response) => {
  const [, , id] = request.url.split("/");
  if (request.method === "GET") {
    const { rows } = await pool.query("select id, status, attempts from jobs where id = $1", [id]);
    response.end(JSON.stringify(rows[0]));
    return;
  }
  let body = "";
  for await (const chunk of request) body += chunk;
  const { rows } = await pool.query("insert into jobs (body) values ($1) returning id, status", [body]);
  response.end(JSON.stringify(rows[0]));
}).listen(Number(process.env["PORT"]), "127.0.0.1");
