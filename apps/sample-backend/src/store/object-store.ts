import http from "node:http";
import { checksum } from "../checksum.ts";
import { Failure, messageOf } from "../failure.ts";
import { type Answered, send } from "../http/send.ts";

/** An object as it was read. */
export interface StoredObject {
  readonly bytes: Buffer;
  /** The checksum of what was read. */
  readonly sum: string;
  /** What the writer said the checksum is; undefined when he did not. */
  readonly claimedSum: string | undefined;
}

/** The object store, reached over HTTP. All failures are `unavailable`: none of them is the job's fault. */
export class ObjectStore implements Disposable {
  readonly #url: string;
  readonly #timeoutMs: number;
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

  constructor({ url, timeoutMs }: { url: string; timeoutMs: number }) {
    this.#url = url.replace(/\/$/, "");
    this.#timeoutMs = timeoutMs;
  }

  /** Writes an object with its checksum; resolves with the checksum. */
  async put(key: string, bytes: Uint8Array, signal?: AbortSignal): Promise<string> {
    const sum = checksum(bytes);
    const headers = { "x-checksum-sha256": sum, "content-type": "application/octet-stream" };
    expect(
      await this.#send("PUT", `/objects/${key}`, "be written to", signal, bytes, headers),
      "be written to",
      [200, 201, 204],
    );
    return sum;
  }

  /** Reads an object; undefined when it is not there. */
  async get(key: string, signal?: AbortSignal): Promise<StoredObject | undefined> {
    const answer = expect(await this.#send("GET", `/objects/${key}`, "be read", signal), "be read", [200, 404]);
    if (answer.status === 404) return undefined;
    const claimed = answer.headers["x-checksum-sha256"];
    return {
      bytes: answer.bytes,
      sum: checksum(answer.bytes),
      claimedSum: typeof claimed === "string" ? claimed : undefined,
    };
  }

  /** The keys that begin with the prefix. */
  async list(prefix: string, signal?: AbortSignal): Promise<readonly string[]> {
    const answer = expect(
      await this.#send("GET", `/objects?prefix=${encodeURIComponent(prefix)}`, "be listed", signal),
      "be listed",
      [200],
    );
    return (JSON.parse(answer.bytes.toString()) as { keys: string[] }).keys;
  }

  /** Deletes an object; one that is gone already is no error. */
  async delete(key: string, signal?: AbortSignal): Promise<void> {
    expect(await this.#send("DELETE", `/objects/${key}`, "delete", signal), "delete", [200, 204, 404]);
  }

  /** Deletes everything that begins with the prefix. */
  async deleteAll(prefix: string, signal?: AbortSignal): Promise<void> {
    expect(
      await this.#send("DELETE", `/objects?prefix=${encodeURIComponent(prefix)}`, "delete", signal),
      "delete",
      [200, 204],
    );
  }

  async #send(
    method: "GET" | "PUT" | "DELETE",
    path: string,
    verb: string,
    signal?: AbortSignal,
    bytes?: Uint8Array,
    headers?: Record<string, string>,
  ): Promise<Answered> {
    const options = { method, url: this.#url + path, timeoutMs: this.#timeoutMs, agent: this.#agent, signal };
    try {
      return await send({ ...options, ...(bytes ? { bytes } : {}), ...(headers ? { headers } : {}) });
    } catch (error) {
      throw new Failure("unavailable", `the object store could not ${verb}: ${messageOf(error)}`, { cause: error });
    }
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

function expect(answer: Answered, verb: string, statuses: readonly number[]): Answered {
  if (statuses.includes(answer.status)) return answer;
  const why = answer.status === 507 ? "507, it is full" : String(answer.status);
  throw new Failure("unavailable", `the object store could not ${verb}: it answered ${why}`);
}
