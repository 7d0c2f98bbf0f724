// Messages for browsers: published with pg_notify, passed on to event streams by one connection that listens.
import { createServer } from "node:http";
import pg from "pg";

const { DATABASE_URL, PORT, RECONNECT_MS, CONNECT_TIMEOUT_MS, NAME_MOST, LISTENS_AGAIN } = process.env;
const connectionString = DATABASE_URL;
const connectionTimeoutMillis = Number(CONNECT_TIMEOUT_MS);

const pool = new pg.Pool({ connectionString, connectionTimeoutMillis, max: 4 });
pool.on("error", (error) => console.error("an idle connection failed:", error.message));

/** The open event streams, by channel. */
const streams = new Map();
let listener;
let isStopping = false;

async function connect() {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis });
  client.on("error", (error) => console.error("the listening connection failed:", error.message));
  client.on("notification", ({ channel, payload }) => {
    for (const stream of streams.get(channel) ?? []) stream.write(`data: ${payload}\n\n`);
  });
  await client.connect();
  client.on("end", () => {
    if (LISTENS_AGAIN === "yes" && !isStopping) listener = connectAgain();
  });
  for (const channel of streams.keys()) await listen(client, channel);
  return client;
}

async function connectAgain() {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, Number(RECONNECT_MS)));
    try {
      return await connect();
    } catch (error) {
      console.error("cannot listen:", error.message);
    }
  }
}

const listen = (client, channel) => client.query(`LISTEN ${client.escapeIdentifier(channel)}`);

const isName = (channel) => channel.length <= Number(NAME_MOST) && /^[^\s\p{Cc}]+$/u.test(channel);

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json", ...(status === 503 && { "retry-after": "1" }) });
  response.end(JSON.stringify(body));
}

async function publish(request, response) {
  const { channel, ...message } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  if (!isName(channel)) return answer(response, 400, { error: "this is not the name of a channel" });
  try {
    await pool.query("SELECT pg_notify($1, $2)", [channel, JSON.stringify(message)]);
    answer(response, 202, {});
  } catch (error) {
    answer(response, 503, { error: `the database cannot take it: ${error.message}` });
  }
}

async function stream(channel, response) {
  if (!isName(channel)) return answer(response, 400, { error: "this is not the name of a channel" });
  const all = streams.get(channel) ?? new Set();
  streams.set(channel, all.add(response));
  response.on("close", () => all.delete(response));
  while (!response.destroyed) {
    try {
      await listen(await listener, channel);
      break;
    } catch {
      // The connection was lost meanwhile; the next one listens to this channel, too.
      await new Promise((resolve) => setTimeout(resolve, Number(RECONNECT_MS)));
    }
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
}

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, "http://localhost");
  if (pathname === "/messages") return publish(request, response);
  if (pathname === "/events") return stream(searchParams.get("channel"), response);
  answer(response, pathname === "/healthz" ? 200 : 404, {});
});

listener = connect();
await listener;
server.listen(Number(PORT), () => console.log("ready"));

process.on("SIGTERM", () => {
  isStopping = true;
  for (const all of streams.values()) for (const response of all) response.end();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
