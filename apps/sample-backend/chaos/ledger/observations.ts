import { logLines, type Own } from "@chaos-packs/contract/target";
import type { dependencies } from "../dependencies.ts";

type Look = Own<typeof dependencies>;

/** How the harness sees what the ledger has made durable, over its own connections. */
export const observations = {
  async records({ postgres }: Look) {
    return { records: await postgres.query<{ key: string; value: string }>("select key, value from records") };
  },

  async counters({ postgres }: Look) {
    const rows = await postgres.query<{ key: string; total: number }>("select key, total::int from counters");
    return { counters: Object.fromEntries(rows.map(({ key, total }) => [key, total])) };
  },

  sessions: ({ postgres }: Look) => postgres.connections(),

  alerts: logLines(/^\{"level":"(?:warn|error|fatal)".*\}$/, ([line], role) => {
    const { msg, error, stack } = JSON.parse(line) as { msg?: string; error?: string; stack?: string };
    return { role, text: [msg, error, stack].filter(Boolean).join("\n") };
  }),
};
