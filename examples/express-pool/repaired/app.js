import express from "express";
import { inTransaction, readWithClient, withClient } from "./with-client.js";

const INSERT = "insert into notes (title, body) values ($1, $2)";

/** Notes that are read and written, on connections that are given up when they are lost or nobody waits for them any more. */
export function createApp() {
  const app = express();
  app.use(express.json());

  app.get("/healthz", (_request, response) => response.json({ status: "ok" }));

  app.get("/notes/:title", async ({ params: { title } }, response) => {
    const read = "select title, body from notes where title = $1";
    const { rows } = await readWithClient(response, (client) => client.query(read, [title]));
    if (rows.length === 0) return response.status(404).json({ error: `there is no note ${title}` });
    response.json(rows[0]);
  });

  app.post("/notes", async ({ body: { title, body } = {} }, response) => {
    if (typeof title !== "string" || typeof body !== "string")
      return response.status(400).json({ error: "expected a title and a body" });
    await withClient(response, (client) => client.query(INSERT, [title, body]));
    response.status(201).json({ title, body });
  });

  // Several notes, all or none.
  app.post("/notes/import", async ({ body: { notes } = {} }, response) => {
    if (!Array.isArray(notes)) return response.status(400).json({ error: "expected a list of notes" });
    await inTransaction(response, async (client) => {
      for (const { title, body } of notes) await client.query(INSERT, [title, body]);
    });
    response.status(201).json({ imported: notes.length });
  });

  // A report that takes its time.
  app.get("/report", async ({ query: { seconds = "1" } }, response) => {
    const count = "select count(*)::int as notes, pg_sleep($1) from notes";
    const { rows } = await withClient(response, (client) => client.query(count, [Number(seconds)]));
    response.json({ notes: rows[0].notes });
  });

  app.use((error, _request, response, next) => {
    console.error(error.message);
    if (response.headersSent || response.closed) return next(error);
    if (error.code === "23505") return response.status(409).json({ error: "there is a note of this title" });
    response.status(error.status ?? 500).json({ error: error.message });
  });
  return app;
}
