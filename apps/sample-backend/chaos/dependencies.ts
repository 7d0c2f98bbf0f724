import type { Program } from "@chaos-packs/contract/target";
import { http } from "@chaos-packs/http";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";

const moduleAt = (path: string): URL => new URL(path, import.meta.url);
const upstream = (name: string): ReturnType<typeof http> => {
  const service: Program = {
    name,
    run: { entry: moduleAt(`../src/upstreams/${name}.js`) },
    ready: { output: /^ready/ },
    env: ({ port }) => ({ PORT: String(port) }),
  };
  return http({ service, reset: { method: "POST", path: "/reset" } });
};

/** What the sample backend stands on: real servers all. */
export const dependencies = {
  postgres: postgres({
    schema: moduleAt("../../schema.sql"),
    // Default a second: nobody wants to wait so long for a deadlock to be found.
    serverSettings: { deadlock_timeout: "50ms" },
  }),
  redis: redis(),
  store: upstream("object-store"),
  ocr: upstream("ocr"),
  transcription: upstream("transcription"),
};
