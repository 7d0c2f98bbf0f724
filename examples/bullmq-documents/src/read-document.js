import { finishDocument, saveText, startDocument } from "./database.js";
import { recognize } from "./ocr.js";

/** The processor of the queue: reads a document page by page. */
export async function readDocument(job) {
  const { document } = job.data;
  const pages = await startDocument(document);
  for (const [index, image] of pages.entries()) {
    const page = index + 1;
    const text = await recognize({ document, page, image });
    await saveText(document, page, text);
    await job.updateProgress({ read: page, of: pages.length });
  }
  await finishDocument(document);
  return { pages: pages.length };
}
