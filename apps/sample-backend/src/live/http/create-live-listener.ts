import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { answerJson } from "../../http/answer.ts";
import type { Live } from "../live.ts";
import { OutboxFull } from "../publishing/make-room.ts";
import { fitsCursor } from "../sockets/cursor.ts";
import { answerProblem, Problem } from "./problem.ts";
import { readListener } from "./read-listener.ts";
import { readNewMessage } from "./read-new-message.ts";

const PUBLISH = /^\/channels\/([^/]*)\/messages$/;

/** The HTTP API of the live side; WebSockets come by `createUpgrade`. */
export function createLiveListener(live: Live): RequestListener {
  return (request, response) => {
    serve(live, request, response).catch((error: unknown) => {
      // A client that hangs up while it sends is nobody's mistake, and hears no answer.
      const hasHungUp = !(error instanceof Problem) && request.destroyed && !request.complete;
      if (hasHungUp) live.log.debug({ path: request.url }, "a client has hung up");
      else answerProblem(response, asProblem(live, error));
    });
  };
}

async function serve(live: Live, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { parts, config } = live;
  const { pathname, searchParams } = urlOf(request);
  if (pathname === "/healthz") return answerJson(response, 200, { ready: true });
  if (pathname === "/health") return answerJson(response, 200, parts.readHealth(live));
  if (live.isStopping) throw new Problem(503, "STOPPING", "the service is stopping");
  const [, channel] = PUBLISH.exec(pathname) ?? [];
  if (channel !== undefined && request.method === "POST") {
    const message = await readNewMessage(request, channelOf(channel), config);
    const receipt = await parts.publishMessage(live, message);
    return answerJson(response, receipt.via === "broker" ? 201 : 202, { id: message.id, ...receipt });
  }
  if (pathname === "/events" && request.method === "GET") {
    const { topics, after } = readListener(request, searchParams, config);
    if (topics.length === 0) throw new Problem(400, "MALFORMED", "an event stream names a channel or a pattern");
    const channels = topics.filter(({ kind }) => kind === "channel").map(({ name }) => name);
    if (!fitsCursor(channels)) {
      throw new Problem(
        400,
        "TOO_MANY",
        "the names of the channels do not fit into one Last-Event-ID: use a WebSocket",
      );
    }
    return parts.openEventStream(live, response, topics, after);
  }
  throw new Problem(404, "NOT_FOUND", `no ${request.method} ${pathname} here`);
}

function urlOf({ url = "/" }: IncomingMessage): URL {
  const base = "http://live";
  if (!URL.canParse(url, base)) throw new Problem(400, "MALFORMED", "the path of the request is none");
  return new URL(url, base);
}

function channelOf(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Problem(400, "INVALID_CHANNEL", "the name of the channel is not encoded as in a URL");
  }
}

/** What a client is told of an error, and what the log is told beside. */
function asProblem({ log }: Live, error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof OutboxFull) return new Problem(503, "TOO_MANY_WAIT", error.message);
  log.error({ error: (error as Error).message }, "a request failed");
  return new Problem(500, "BROKEN", "the service has failed");
}
