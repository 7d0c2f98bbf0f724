import type { Session } from "./with-connection.ts";

export type Isolation = "read committed" | "serializable";

/**
 * Does work in one transaction. When it rejects after COMMIT was sent, whether it took place is not known: what is written
 * must carry the key of its wish, so that doing it again finds out.
 */
export async function inTransaction<T>(
  session: Session,
  work: () => Promise<T>,
  isolation: Isolation = "read committed",
): Promise<T> {
  await session.run({ text: `begin isolation level ${isolation}` });
  try {
    const result = await work();
    await session.run({ text: "commit" });
    return result;
  } catch (error) {
    // Where the connection is gone the server rolls back by itself, and the work's own error says more.
    await session.tidy({ text: "rollback" }).catch(() => {});
    throw error;
  }
}
