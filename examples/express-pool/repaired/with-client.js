import { pool } from "../src/pool.js";

/**
 * Runs something on a connection of its own, for a request. When the client hangs up the connection is closed with what runs
 * on it; one that was lost, or met an error, is not given to anybody else.
 */
export async function withClient(response, run) {
  const client = await pool.connect();
  let lost;
  const lose = (error) => {
    lost ??= error;
  };
  // Also while it is checked out a connection can be lost, and would end the process.
  client.on("error", lose);
  const hangUp = () => {
    lose(new Error("the client hung up"));
    client.connection.stream.destroy();
  };
  response.once("close", hangUp);
  try {
    if (response.closed) throw new Error("the client hung up");
    return await run(client);
  } catch (error) {
    lose(error); // as pool.query does: a new connection is cheaper than a doubtful one
    throw error;
  } finally {
    response.removeListener("close", hangUp);
    client.removeListener("error", lose);
    client.release(lost);
  }
}

/** The same for what only reads: tried once more when the connection turns out to have been lost before. */
export async function readWithClient(response, run) {
  try {
    return await withClient(response, run);
  } catch (error) {
    if (error.code !== undefined || response.closed) throw error;
    return withClient(response, run);
  }
}

/** The same, in a transaction: one that fails is rolled back, or gone with its connection. */
export const inTransaction = (response, run) =>
  withClient(response, async (client) => {
    await client.query("begin");
    try {
      const result = await run(client);
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw error;
    }
  });
