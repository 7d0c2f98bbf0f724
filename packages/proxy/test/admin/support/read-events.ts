import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";

/** One event of the stream. */
export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  readonly data: {
    readonly proxy: string;
    readonly phase?: string;
    readonly toxic?: string;
    readonly fault?: { readonly type?: string };
    readonly connection: { id: number; client: string; bytesUp: number; bytesDown: number };
    readonly events?: number;
  };
}

/** A reader of `GET /events`; what it has read stays. */
export interface EventReader extends AsyncDisposable {
  readonly events: readonly StreamedEvent[];
  readonly type: string | undefined;
  /** Resolves when so many events were read, and rejects when the stream ends before. */
  until(count: number): Promise<readonly StreamedEvent[]>;
  readonly ended: Promise<unknown>;
}

/** Begins to read events; resolves when nothing that happens from now on is missed. */
export async function readEvents(url: string): Promise<EventReader> {
  const asked = request(url, { agent: false });
  asked.end();
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.setEncoding("utf8");
  const events: StreamedEvent[] = [];
  let rest = "";
  let isListening = false;
  response.on("data", (text: string) => {
    const blocks = (rest + text).split("\n\n");
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s, 2)));
      if (fields["data"] !== undefined) events.push({ ...fields, data: JSON.parse(fields["data"]) });
    }
    isListening = true;
    response.emit("events");
  });
  const ended = new Promise((resolve) => {
    response.on("close", () => {
      resolve(undefined);
      response.emit("events");
    });
    response.on("error", () => {}); // a stream that is cut off is over
  });
  while (!isListening) await once(response, "events");
  return {
    events,
    type: response.headers["content-type"],
    ended,
    async until(count) {
      while (events.length < count) {
        if (response.destroyed) throw new Error(`expected ${count} events, the stream ended after ${events.length}`);
        await once(response, "events");
      }
      return events;
    },
    async [Symbol.asyncDispose]() {
      asked.destroy();
      await ended;
    },
  };
}
