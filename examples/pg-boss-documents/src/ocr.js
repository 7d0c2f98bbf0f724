import { config } from "./config.js";

/** The text of one page, as the OCR service reads it. Throws when it is away, too slow, or answers with an error. */
export async function recognize({ document, page, image }) {
  const response = await fetch(new URL("/recognize", config.ocrUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ document, page, image }),
    signal: AbortSignal.timeout(config.ocrTimeoutMs),
  });
  if (!response.ok) throw new Error(`OCR of page ${page} failed with HTTP status ${response.status}`);
  const { text } = await response.json();
  return text;
}
