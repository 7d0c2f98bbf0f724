import { command, redis } from "@chaos-packs/redis";
import { serveLink } from "./serve-link.ts";

serveLink((url) => redis({ url }), {
  wanted: command("GET", () => ({ of: "bench" })),
  unwanted: command("PUBLISH", () => ({ of: "bench" })),
});
