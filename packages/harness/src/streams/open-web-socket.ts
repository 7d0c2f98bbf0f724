import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocket } from "ws";
import { decoded } from "../decoded.ts";
import { refusalOf } from "./refusal.ts";
import { resetSocket } from "./reset-socket.ts";
import type { Wire, WireAddress, WireListener } from "./wire.ts";

/** The code that stands for a connection that was lost without a close frame (RFC 6455, 7.1.5). */
const LOST = 1006;
/** The code that stands for a close frame without a code. */
const NO_CODE = 1005;
const GOODBYE = 1000;

/** Opens a WebSocket (RFC 6455). It answers pings as long as it reads, and does not dial again by itself. */
export function openWebSocket({ url, headers }: WireAddress, listener: WireListener): Wire {
  let socket: Socket | undefined;
  let isAccepted = false;
  let error = "";
  const ws = new WebSocket(url.replace(/^http/, "ws"), { headers, autoPong: false, perMessageDeflate: false });
  const fail = (failure: Parameters<WireListener["failed"]>[0]): void => {
    ws.terminate();
    listener.failed(failure);
  };
  ws.on("upgrade", (response: IncomingMessage) => {
    socket = response.socket;
  });
  ws.on("unexpected-response", (_request, response) => void refusalOf(response).then(fail));
  ws.on("open", () => {
    isAccepted = true;
    listener.accepted();
  });
  ws.on("ping", (data) => {
    if (!ws.isPaused && ws.readyState === ws.OPEN) ws.pong(data);
  });
  ws.on("message", (data) => listener.message({ data: decoded(String(data)) }));
  ws.on("error", (came) => {
    error = String(came);
    if (!isAccepted) fail({ status: "unknown", error });
  });
  ws.on("close", (code, reason) => {
    if (!isAccepted) return;
    const why = error === "" ? "the connection ended without a close frame" : error;
    if (code === LOST) return listener.ended({ by: "lost", reason: why });
    const text = [code === NO_CODE ? "no code" : String(code), String(reason)].filter((part) => part !== "").join(" ");
    listener.ended({ by: "service", reason: text, ...(code !== NO_CODE && { code }) });
  });
  return {
    write: (value) => {
      if (ws.readyState === ws.OPEN) ws.send(typeof value === "string" ? value : JSON.stringify(value), () => {}); // `close` tells what became of it
    },
    pause: () => ws.pause(),
    resume: () => ws.resume(),
    reset: () => (socket ? resetSocket(socket) : ws.terminate()),
    close: () => ws.close(GOODBYE),
    drop: () => ws.terminate(),
  };
}
