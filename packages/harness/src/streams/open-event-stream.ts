import http from "node:http";
import https from "node:https";
import { ChaosError } from "@chaos-packs/contract";
import { createParser } from "eventsource-parser";
import { decoded } from "../decoded.ts";
import { refusalOf } from "./refusal.ts";
import { resetSocket } from "./reset-socket.ts";
import type { Wire, WireAddress, WireListener } from "./wire.ts";

/**
 * Opens server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), on a connection of their own.
 * It does not dial again by itself.
 */
export function openEventStream({ url, headers }: WireAddress, listener: WireListener): Wire {
  let isAccepted = false;
  let response: http.IncomingMessage | undefined;
  const { Agent, get } = url.startsWith("https:") ? https : http;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 }); // else it asks the service to end the body by its FIN, as a loss ends it
  const request = get(url, {
    agent,
    headers: { accept: "text/event-stream", "cache-control": "no-cache", ...headers },
  });
  request.on("error", (error) => {
    if (isAccepted) return; // the response tells how it ended
    listener.failed({ status: "unknown", error: String(error) });
  });
  request.on("close", () => agent.destroy());
  request.on("response", (answer) => {
    response = answer;
    const type = answer.headers["content-type"] ?? "no content type";
    if (answer.statusCode !== 200) return void refusalOf(answer).then((failure) => listener.failed(failure));
    if (!type.startsWith("text/event-stream")) {
      request.destroy();
      listener.failed({ status: "failed", error: `200 with ${type} instead of text/event-stream`, httpStatus: 200 });
      return;
    }
    isAccepted = true;
    read(answer, listener);
    listener.accepted();
  });
  return {
    write() {
      throw new ChaosError("STREAM_IS_ONE_WAY", {
        expected: "a stream on which a client can say something",
        came: `server-sent events at ${url}`,
        todo: "Serve the operation over a WebSocket, or leave out what is sent.",
      });
    },
    pause: () => response?.pause(),
    resume: () => response?.resume(),
    reset: () => (request.socket ? resetSocket(request.socket) : request.destroy()),
    close: () => request.destroy(),
    drop: () => request.destroy(),
  };
}

function read(response: http.IncomingMessage, listener: WireListener): void {
  let id: string | undefined;
  const parser = createParser({
    onEvent(message) {
      id = message.id ?? id; // it stays until there is another
      const { event } = message;
      listener.message({
        data: decoded(message.data),
        ...(id !== undefined && { id }),
        ...(event !== undefined && { event }),
      });
    },
  });
  let reason = "the connection ended in the middle of the stream";
  response.setEncoding("utf8");
  response.on("data", (text: string) => parser.feed(text));
  response.on("error", (error) => {
    reason = String(error);
  });
  response.on("close", () =>
    listener.ended(
      response.complete ? { by: "service", reason: "the service has ended the stream" } : { by: "lost", reason },
    ),
  );
}
