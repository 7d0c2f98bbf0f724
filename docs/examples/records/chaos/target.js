import { bindCapability, childProcess, defineTarget, logLines } from "@chaos-packs/contract/target";
import { queries } from "@chaos-packs/pack-db-pool";
import { postgres, statement } from "@chaos-packs/postgres";

const dependencies = { postgres: postgres({ schema: new URL("../schema.sql", import.meta.url) }) };
const env = ({ url, port }) => ({ DATABASE_URL: url.postgres, PORT: String(port) });
const [key, ran] = [({ parameters: [first] }) => ({ key: first }), { affected: () => true }];
const [reads, writes] = [statement(/^select value from records/, key), statement(/^insert into records/, key, ran)];

export const target = defineTarget({
  name: "records", dependencies,
  roles: { api: childProcess({ command: ["node", "service.js"], restart: "always", ready: { path: "/healthz" }, env }) },
  capabilities: [
    bindCapability(queries, dependencies, {
      operations: {
        read: ({ key }) => ({ role: "api", method: "GET", path: `/records/${encodeURIComponent(key)}` }),
        write: (body) => ({ role: "api", method: "POST", path: "/records", body }),
      },
      observations: {
        records: async ({ postgres }) => ({ records: await postgres.query("select key, value from records") }),
        sessions: ({ postgres }) => postgres.connections(),
        alerts: logLines(/^(?:warn|error): (.*)$/, ([, text], role) => ({ role, text })),
      },
      arrangements: {},
      traits: {
        poolSize: 4, poolMost: 4, tries: 2, overflowAfterMs: 0, overflowIdleMs: 0, circuitThreshold: 0, circuitOpenMs: 0,
        acquireTimeoutMs: 300, connectTimeoutMs: 300, queryTimeoutMs: 500, lockTimeoutMs: 500, idleTransactionMs: 500,
        backoffBaseMs: 0, backoffFactor: 1, backoffMostMs: 0, backoffJitter: 0, failFastMs: 250, healthWithinMs: 250,
        cachedWithinMs: 250, cancelWithinMs: 500, leakAfterMs: 500, reconnectWithinMs: 500, graceMs: 1000, slackMs: 250,
      },
      moments: { "query runs": reads, "slow query runs": null, "write runs": writes, "write commits": writes },
    }),
  ],
});
