import type { ProxyEvent, ProxyEvents } from "./proxy-events.ts";

/** Events that wait for a reader before further ones are dropped. */
const MOST_WAITING = 10_000;

/**
 * The events from now on as a body of `text/event-stream` (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * A reader that does not keep up loses events, and is told how many when it reads again.
 */
export function eventStream(events: ProxyEvents, isWanted: (event: ProxyEvent) => boolean): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let id = 0;
  let lost = 0;
  let unsubscribe = (): void => {};
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        // Something at once, so that the reader knows that it has not missed what comes next.
        controller.enqueue(encoder.encode(": listening\n\n"));
        const send = (name: string, data: unknown) => {
          controller.enqueue(encoder.encode(`id: ${++id}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`));
        };
        unsubscribe = events.subscribe((event) => {
          if (!isWanted(event)) return;
          if ((controller.desiredSize ?? 0) <= 0) {
            lost++;
            return;
          }
          if (lost > 0) send("lost", { events: lost });
          lost = 0;
          const { kind, ...data } = event;
          send(kind, data);
        });
      },
      cancel: () => unsubscribe(),
    },
    { highWaterMark: MOST_WAITING },
  );
}
