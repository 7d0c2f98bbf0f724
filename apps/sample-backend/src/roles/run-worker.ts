import { readConfig } from "../config.ts";
import { answerJson } from "../http/answer.ts";
import { serve } from "../http/serve.ts";
import type { Parts } from "../parts.ts";
import { measureMemory } from "./measure-memory.ts";

/** Starts a worker, which runs until SIGTERM. */
export async function runWorker(parts: Parts): Promise<void> {
  const config = readConfig(process.env);
  const services = parts.openServices("worker", config, parts);
  const { log } = services;
  const soon = new AbortController();
  const now = new AbortController();
  let ready = false;
  const serving = await serve((request, response) => {
    if (request.url === "/healthz") return answerJson(response, ready ? 200 : 503, { ready });
    if (request.url === "/memory") return answerJson(response, 200, { heapUsed: measureMemory() });
    answerJson(response, 404, { error: { code: "NOT_FOUND", message: `no ${request.url} here` } });
  }, config.port);

  process.once("SIGTERM", async () => {
    log.info("worker stopping");
    soon.abort();
    await parts.stopWorker(services, loop, () => now.abort());
    await serving[Symbol.asyncDispose]();
    await parts.closeServices(services);
    await loop;
    log.info("worker stopped");
  });
  const loop = parts.workLoop(services, { soon: soon.signal, now: now.signal }, () => {
    ready = true;
    log.info({ port: serving.port }, "worker ready");
    void parts.clearTemporary(services, soon.signal);
  });
}
