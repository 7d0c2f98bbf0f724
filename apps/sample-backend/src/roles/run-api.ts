import { getRequestListener } from "@hono/node-server";
import { readConfig } from "../config.ts";
import { serve } from "../http/serve.ts";
import type { Parts } from "../parts.ts";
import { createApi } from "./create-api.ts";

/** Starts the API, which runs until SIGTERM. */
export async function runApi(parts: Parts): Promise<void> {
  const config = readConfig(process.env);
  const services = parts.openServices("api", config, parts);
  const listener = getRequestListener(createApi(services).fetch);
  const serving = await serve((request, response) => void listener(request, response), config.port, config.graceMs / 2);
  process.once("SIGTERM", async () => {
    await serving[Symbol.asyncDispose]();
    await parts.closeServices(services);
    services.log.info("api stopped");
  });
  services.log.info({ port: serving.port }, "api ready");
}
