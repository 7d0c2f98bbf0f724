import http from "node:http";
import { Failure, messageOf } from "../failure.ts";
import { send } from "../http/send.ts";
import { failureOfAnswer } from "./failure-of-answer.ts";

/** What a job is made of decides which upstream serves it. */
export type Kind = "document" | "recording";

/** A page as the upstream answers it, counted within the chunk. */
export interface Page {
  readonly page: number;
  readonly text: string;
}

/** What the upstream gets. */
export interface UpstreamRequest {
  readonly job: string;
  readonly chunk: number;
  readonly piece: string;
}

/** The upstreams: OCR for documents, transcription for recordings. One call is one request; whether to call again is the caller's. */
export class Upstreams implements Disposable {
  readonly #urls: Readonly<Record<Kind, string>>;
  readonly #timeoutMs: number;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

  constructor({
    ocrUrl,
    transcriptionUrl,
    timeoutMs,
  }: { ocrUrl: string; transcriptionUrl: string; timeoutMs: number }) {
    this.#urls = {
      document: `${ocrUrl.replace(/\/$/, "")}/ocr`,
      recording: `${transcriptionUrl.replace(/\/$/, "")}/transcribe`,
    };
    this.#timeoutMs = timeoutMs;
  }

  /** Sends a chunk; rejects with a `Failure` when it is not served. */
  async call(kind: Kind, request: UpstreamRequest, signal?: AbortSignal): Promise<readonly Page[]> {
    const options = {
      method: "POST" as const,
      url: this.#urls[kind],
      headers: { "content-type": "application/json" },
      bytes: Buffer.from(JSON.stringify(request)),
      timeoutMs: this.#timeoutMs,
      agent: this.#agent,
      signal,
    };
    const answer = await send(options).catch((error) => {
      throw new Failure("refused", `the upstream did not answer: ${messageOf(error)}`, { cause: error });
    });
    const failure = failureOfAnswer(answer.status, answer.headers["retry-after"]);
    if (failure) throw failure;
    return pagesOf(answer.bytes.toString());
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

function pagesOf(body: string): readonly Page[] {
  let pages: unknown;
  try {
    pages = (JSON.parse(body) as { pages?: unknown } | null)?.pages;
  } catch (error) {
    throw new Failure("refused", "the upstream answered something that is not JSON", { cause: error });
  }
  if (!Array.isArray(pages) || !pages.every(isPage))
    throw new Failure("refused", "the upstream answered no list of pages");
  return pages;
}

const isPage = (page: unknown): page is Page =>
  typeof page === "object" &&
  page !== null &&
  Number.isInteger((page as Page).page) &&
  typeof (page as Page).text === "string";
