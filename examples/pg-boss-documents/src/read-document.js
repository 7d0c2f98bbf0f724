import { failDocument, finishDocument, saveText, startDocument } from "./database.js";
import { recognize } from "./ocr.js";

/** The handler of the queue: reads a document page by page. */
export async function readDocument({ data: { document }, retryCount, retryLimit }) {
  try {
    const pages = await startDocument(document);
    for (const [index, image] of pages.entries()) {
      const page = index + 1;
      const text = await recognize({ document, page, image });
      await saveText(document, page, text);
    }
    await finishDocument(document);
    console.log(`document ${document} is read`);
    return { pages: pages.length };
  } catch (error) {
    console.error(`document ${document} failed in attempt ${retryCount + 1}: ${error.message}`);
    // pg-boss tries again by itself until the retries are used up.
    if (retryCount >= retryLimit) await failDocument(document, error.message);
    throw error;
  }
}
