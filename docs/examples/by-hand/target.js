import { childProcess, defineTarget } from "@chaos-packs/contract/target";
import { http } from "@chaos-packs/http";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";

const here = (file) => new URL(file, import.meta.url);

/** The shop: one role, which stands on a Redis, a Postgres and an upstream. */
export const shop = defineTarget({
  name: "shop",
  dependencies: {
    cache: redis(),
    database: postgres({ schema: here("./schema.sql") }),
    prices: http({
      service: {
        name: "prices",
        run: { entry: here("./prices.js") },
        ready: { path: "/" },
        env: ({ port }) => ({ PORT: String(port) }),
      },
    }),
  },
  roles: {
    api: childProcess({
      command: ["node", here("./shop.js").pathname],
      ready: { path: "/health" },
      env: ({ url, port }) => ({
        CACHE_URL: url.cache,
        DATABASE_URL: url.database,
        PRICES_URL: url.prices,
        PORT: String(port),
      }),
    }),
  },
  capabilities: [],
});
