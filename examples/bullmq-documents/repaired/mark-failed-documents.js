import { pool } from "../src/database.js";

const STATEMENT = `update documents set status = 'failed', error = $2, finished_at = now()
  where id = $1 and status = 'processing'`;

/**
 * Marks the documents whose jobs have failed for good, as the queue itself knows it: also those that were given up because
 * their workers died too often, and those that could not be marked when it happened. What is marked already stays as it is.
 */
export async function markFailedDocuments(queue) {
  for (const job of await queue.getFailed()) await pool.query(STATEMENT, [job.data.document, job.failedReason]);
}
