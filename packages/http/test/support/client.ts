import { once } from "node:events";
import net from "node:net";
import { Agent, request } from "undici";

/** A client with one connection, so that a second one is a sign that the first was lost. */
export function openClient(url: string, { pipelining = 1 } = {}) {
  const agent = new Agent({ connections: 1, pipelining });
  return {
    async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const json =
        body === undefined || typeof body === "string" || Buffer.isBuffer(body) ? undefined : JSON.stringify(body);
      const answer = await request(`${url}${path}`, {
        dispatcher: agent,
        method: method as "GET",
        headers: { ...(json !== undefined && { "content-type": "application/json" }), ...headers },
        ...(body !== undefined && { body: json ?? (body as Buffer | string) }),
      });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, text };
    },
    async [Symbol.asyncDispose]() {
      await agent.destroy();
    },
  };
}

/** A bare socket on which a test writes and reads bytes. */
export async function openSocket(url: string) {
  const { hostname, port } = new URL(url);
  const socket = net.connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  let text = "";
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const each of wakers) each();
  };
  let isEnded = false;
  socket.on("data", (bytes) => {
    text += bytes.toString("latin1");
    wake();
  });
  socket.on("end", () => {
    isEnded = true;
    wake();
  });
  socket.on("error", wake);
  await once(socket, "connect");
  const until = async (isDone: () => boolean) => {
    while (!isDone()) await new Promise<void>((resolve) => wakers.add(resolve));
  };
  return {
    socket,
    text: () => text,
    write: (bytes: string | Buffer) => socket.write(bytes),
    /** Resolves with all that has come when it contains this. */
    async says(wanted: string | RegExp) {
      await until(() => (typeof wanted === "string" ? text.includes(wanted) : wanted.test(text)));
      return text;
    },
    async ended() {
      await until(() => isEnded || socket.errored !== null);
      return text;
    },
    async [Symbol.asyncDispose]() {
      if (socket.destroyed) return;
      socket.destroy();
      await once(socket, "close");
    },
  };
}
