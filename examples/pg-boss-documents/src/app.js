import { randomUUID } from "node:crypto";
import express from "express";
import { findDocument, findTexts, insertDocument, requeueDocument } from "./database.js";
import { QUEUE } from "./queue.js";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const isListOfPages = (pages) => Array.isArray(pages) && pages.length > 0 && pages.every((p) => typeof p === "string");

/** The HTTP API, which puts documents on the queue and tells what has become of them. */
export function createApp(boss) {
  const app = express();
  app.use(express.json());

  app.get("/healthz", (_request, response) => response.json({ status: "ok" }));

  app.post("/documents", async (request, response) => {
    const pages = request.body?.pages;
    if (!isListOfPages(pages)) return response.status(400).json({ error: "pages: expected a list of image names" });
    const id = randomUUID();
    await insertDocument(id, pages);
    await boss.send(QUEUE, { document: id });
    response.status(202).json({ id });
  });

  app.param("id", async (request, response, next, id) => {
    request.document = UUID.test(id) ? await findDocument(id) : undefined;
    if (!request.document) return response.status(404).json({ error: `there is no document ${id}` });
    next();
  });

  app.get("/documents/:id", ({ document }, response) => {
    const { id, status, error, pages, pages_read: pagesRead } = document;
    response.json({ id, status, error, pages: pages.length, pagesRead });
  });

  app.get("/documents/:id/text", async ({ document }, response) => {
    if (document.status !== "done") return response.status(409).json({ error: `the document is ${document.status}` });
    response.json({ pages: await findTexts(document.id) });
  });

  app.post("/documents/:id/retry", async ({ document: { id, status } }, response) => {
    if (status !== "failed") return response.status(409).json({ error: "only failed documents can be retried" });
    await requeueDocument(id);
    await boss.send(QUEUE, { document: id });
    response.status(202).json({ id });
  });

  app.use((error, _request, response, next) => {
    console.error(error);
    if (response.headersSent) return next(error);
    response.status(error.status ?? 500).json({ error: error.message });
  });
  return app;
}
