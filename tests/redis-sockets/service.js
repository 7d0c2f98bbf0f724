// Messages for browsers: published in Redis, passed on to WebSockets by one connection that subscribes.
import { createServer } from "node:http";
import { Redis } from "ioredis";
import { WebSocketServer } from "ws";

const { REDIS_URL, PORT, CONNECT_TIMEOUT_MS, RECONNECT_MS, RESENDS } = process.env;
const options = {
  connectTimeout: Number(CONNECT_TIMEOUT_MS),
  commandTimeout: 500,
  retryStrategy: () => Number(RECONNECT_MS),
  // As ioredis does unless it is told otherwise: what was not answered is sent again over the next connection.
  autoResendUnfulfilledCommands: RESENDS === "yes",
};

const publisher = new Redis(REDIS_URL, options);
const subscriber = new Redis(REDIS_URL, options);
for (const redis of [publisher, subscriber]) redis.on("error", (error) => console.error("redis:", error.message));

/** The open sockets, by channel. */
const sockets = new Map();
subscriber.on("message", (channel, payload) => {
  for (const socket of sockets.get(channel) ?? []) socket.send(JSON.stringify({ channel, ...JSON.parse(payload) }));
});

function answer(response, status, body) {
  response.writeHead(status, { "content-type": "application/json", ...(status === 503 && { "retry-after": "1" }) });
  response.end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  if (request.url !== "/messages") return answer(response, request.url === "/healthz" ? 200 : 404, {});
  const { channel, ...message } = JSON.parse(Buffer.concat(await request.toArray()).toString());
  try {
    await publisher.publish(channel, JSON.stringify(message));
    answer(response, 202, {});
  } catch (error) {
    answer(response, 503, { error: `redis cannot take it: ${error.message}` });
  }
});

const websockets = new WebSocketServer({ noServer: true });
server.on("upgrade", async (request, connection, head) => {
  const channels = new URL(request.url, "http://localhost").searchParams.getAll("channel");
  try {
    await subscriber.subscribe(...channels);
  } catch {
    return connection.destroy();
  }
  websockets.handleUpgrade(request, connection, head, (socket) => {
    for (const channel of channels) {
      const all = sockets.get(channel) ?? new Set();
      sockets.set(channel, all.add(socket));
      socket.on("close", () => all.delete(socket));
    }
  });
});
server.listen(Number(PORT));

process.on("SIGTERM", () => {
  for (const socket of websockets.clients) socket.close(1001);
  for (const redis of [publisher, subscriber]) redis.disconnect();
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
