import pg from "pg";
import { config } from "./config.js";

export const pool = new pg.Pool({ connectionString: config.databaseUrl });
pool.on("error", (error) => console.error("idle database connection failed:", error.message));

export async function insertDocument(id, pages) {
  await pool.query("insert into documents (id, pages) values ($1, $2)", [id, pages]);
}

/** The document with the number of pages that have been read, or undefined. */
export async function findDocument(id) {
  const { rows } = await pool.query(
    `select d.*, (select count(*)::int from page_texts t where t.document_id = d.id) as pages_read
     from documents d where d.id = $1`,
    [id],
  );
  return rows[0];
}

export async function findTexts(id) {
  const { rows } = await pool.query("select page, text from page_texts where document_id = $1 order by page", [id]);
  return rows;
}

/** Marks a document as being read, and gives its pages. */
export async function startDocument(id) {
  const { rows } = await pool.query("update documents set status = 'processing' where id = $1 returning pages", [id]);
  if (rows.length === 0) throw new Error(`there is no document ${id}`);
  return rows[0].pages;
}

/** Jobs may run more than once, so a page that is there already is written over. */
export async function saveText(id, page, text) {
  await pool.query(
    `insert into page_texts (document_id, page, text) values ($1, $2, $3)
     on conflict (document_id, page) do update set text = excluded.text`,
    [id, page, text],
  );
}

export async function finishDocument(id) {
  await pool.query("update documents set status = 'done', error = null, finished_at = now() where id = $1", [id]);
}

export async function failDocument(id, error) {
  await pool.query("update documents set status = 'failed', error = $2, finished_at = now() where id = $1", [
    id,
    error,
  ]);
}

export async function requeueDocument(id) {
  await pool.query("update documents set status = 'queued', error = null, finished_at = null where id = $1", [id]);
}
