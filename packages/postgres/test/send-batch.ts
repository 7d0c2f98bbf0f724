import type pg from "pg";

/** What pg calls of a query of one's own. */
interface Connection {
  parse(query: { text: string; name?: string }): void;
  bind(how: { values: readonly unknown[] }): void;
  execute(how: { rows?: number }): void;
  sync(): void;
}

/** Sends statements as one batch, with one Sync at its end; resolves with the tags, or rejects with the error. */
export function sendBatch(
  client: pg.Client,
  ...statements: readonly (readonly [text: string, ...values: unknown[]])[]
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const tags: string[] = [];
    const batch = {
      submit(connection: Connection) {
        for (const [text, ...values] of statements) {
          connection.parse({ text });
          connection.bind({ values: values.map(String) });
          connection.execute({});
        }
        connection.sync();
      },
      handleCommandComplete: ({ text }: { text: string }) => void tags.push(text),
      handleError: reject,
      handleReadyForQuery: () => resolve(tags),
      handleRowDescription() {},
      handleDataRow() {},
      handleEmptyQuery() {},
    };
    client.query(batch as never);
  });
}
