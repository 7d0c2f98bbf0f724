// What the service is made of, where its queries are seen on the wire, and what it promises.
import { fileURLToPath } from "node:url";
import { bindCapability, defineTarget, workerThread } from "@chaos-packs/contract/target";
import { queries } from "@chaos-packs/pack-db-pool";
import { commitOf, postgres, statement } from "@chaos-packs/postgres";

const cwd = fileURLToPath(new URL("..", import.meta.url));

/** As the service is set up here: short, so that the scenarios are. */
const settings = { CONNECTION_TIMEOUT_MS: 400, STATEMENT_TIMEOUT_MS: 500 };
/** What pg.Pool keeps when nobody says otherwise. */
const POOL_SIZE = 10;

const dependencies = { postgres: postgres({ schema: `${cwd}schema.sql` }) };

const role = "server";
const noteOf = ({ key, value }) => ({ title: key, body: value });
const imports = ({ writes }) => ({
  request: { role, method: "POST", path: "/notes/import", body: { notes: writes.map(noteOf) } },
  answer: (_body, status) => (status === 201 ? { keys: writes.map(({ key }) => key) } : undefined),
});

const inserts = /^insert into notes/;
const title = ({ parameters: [key] }) => ({ key: String(key) });
const written = statement(inserts, title);
const writtenAlone = statement(inserts, (seen, _edge, { transaction }) =>
  transaction.length === 0 ? title(seen) : undefined,
);

/** The service as it stands in `folder`: `src`, or `repaired`. */
const targetOf = (folder) =>
  defineTarget({
    name: folder === "src" ? "express-pool" : `express-pool, ${folder}`,
    dependencies,
    roles: {
      [role]: workerThread({
        entry: new URL(`../${folder}/server.js`, import.meta.url),
        ready: { path: "/healthz" },
        env: ({ url, port }) => ({
          DATABASE_URL: url.postgres,
          PORT: String(port),
          ...Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)])),
        }),
        connections: { postgres: POOL_SIZE },
      }),
    },
    capabilities: [
      bindCapability(queries, dependencies, {
        operations: {
          read: ({ key }) => ({
            request: { role, method: "GET", path: `/notes/${encodeURIComponent(key)}` },
            answer: ({ body = null }, status) => (status === 200 || status === 404 ? { value: body } : undefined),
          }),
          write: ({ key, value }) => ({
            request: { role, method: "POST", path: "/notes", body: noteOf({ key, value }) },
            answer: (_body, status) => (status === 201 ? { key } : undefined),
          }),
          transaction: imports,
          batch: imports,
          slow: ({ ms }) => ({
            request: { role, method: "GET", path: `/report?seconds=${ms / 1_000}` },
            answer: (_body, status) => (status === 200 ? {} : undefined),
          }),
        },
        observations: {
          records: async ({ postgres }) => ({
            records: await postgres.query("select title as key, body as value from notes"),
          }),
          sessions: ({ postgres }) => postgres.connections(),
        },
        traits: {
          poolSize: POOL_SIZE,
          poolMost: POOL_SIZE,
          acquireTimeoutMs: settings.CONNECTION_TIMEOUT_MS,
          connectTimeoutMs: settings.CONNECTION_TIMEOUT_MS,
          queryTimeoutMs: settings.STATEMENT_TIMEOUT_MS,
        },
        moments: {
          "query runs": statement(/^select title, body from notes/, title),
          "slow query runs": statement(/^select count\(\*\)::int as notes, pg_sleep/, () => ({})),
          "write runs": written,
          "write commits": [commitOf(written), writtenAlone],
        },
      }),
    ],
  });

export const target = targetOf("src");
export const repaired = targetOf("repaired");
