import { dependencyLine, environmentOf } from "./dependency-lines.ts";
import type { Service } from "./service.ts";

/** A target file for the db-pool pack: a service with a table of records behind two routes. Known by heart, so that it can be written before anything is installed. */
export function dbPoolTarget({ name, command, ready, portVariable, schema, dependencies }: Service): string {
  const kinds = [...new Set(dependencies.map(({ kind }) => kind))];
  const imports = kinds
    .map((kind) => {
      const names = kind === "postgres" ? "postgres, statement" : kind;
      return `import { ${names} } from "@chaos-packs/${kind}";\n`;
    })
    .join("");
  const run = [
    `command: ${JSON.stringify(command).replaceAll('","', '", "')}`,
    'restart: "always"',
    `ready: { path: ${JSON.stringify(ready)} }`,
    "env",
  ].join(", ");
  return `import { bindCapability, childProcess, defineTarget, logLines } from "@chaos-packs/contract/target";
import { queries } from "@chaos-packs/pack-db-pool";
${imports}
const dependencies = { ${dependencies.map((each) => dependencyLine(each, schema)).join(", ")} };
const env = ${environmentOf(dependencies, portVariable)};
const [key, ran] = [({ parameters: [first] }) => ({ key: first }), { affected: () => true }];
const [reads, writes] = [statement(/^select value from records/, key), statement(/^insert into records/, key, ran)];

export const target = defineTarget({
  name: ${JSON.stringify(name)}, dependencies,
  roles: { api: childProcess({ ${run} }) },
  capabilities: [
    bindCapability(queries, dependencies, {
      operations: {
        read: ({ key }) => ({ role: "api", method: "GET", path: \`/records/\${encodeURIComponent(key)}\` }),
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
`;
}

/** Which of the pack's scenarios to begin with: those that need no more of a service than a pool that heals. */
export const DB_POOL_FIRST = ["idle-client-error", "commit-answer-lost", "unique-violation-race"] as const;
