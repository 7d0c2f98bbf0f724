import { setTimeout as sleep } from "node:timers/promises";

/** Publishes messages one after the other, with so long a pause after each, until it is closed. Closing rejects when one was turned away. */
export function startPublishing(url: string, channel: string, pauseMs: number): AsyncDisposable {
  let isClosed = false;
  const publish = async (): Promise<void> => {
    for (let message = 1; !isClosed; message += 1) {
      const answer = await fetch(`${url}/channels/${channel}/messages`, {
        method: "POST",
        headers: { "idempotency-key": `${channel}-${message}` },
        body: JSON.stringify({ body: "x".repeat(100) }),
      });
      if (!answer.ok) throw new Error(`message ${message} was answered ${answer.status}: ${await answer.text()}`);
      await answer.arrayBuffer();
      await sleep(pauseMs);
    }
  };
  const running = publish();
  // It is told when this is closed.
  running.catch(() => {});
  return {
    async [Symbol.asyncDispose]() {
      isClosed = true;
      await running;
    },
  };
}
