import { fileURLToPath } from "node:url";
import { bindCapability, defineTarget, type Target, workerThread } from "@chaos-packs/contract";
import { jobs } from "@chaos-packs/pack-worker-failures";
import { postgres, type SeenStatement, statement } from "@chaos-packs/postgres";

/** After so long a job whose worker has died is given out again. */
const AGAIN_MS = 600;

/** The least of a job service: it submits, tells the status and the result, and four of its statements are known. */
export function bareJobs({ defect = "", promises = true }: { defect?: string; promises?: boolean } = {}): Target {
  const dependencies = { postgres: postgres({ schema: fileURLToPath(new URL("schema.sql", import.meta.url)) }) };
  const role = (name: string) => ({
    entry: new URL(`${name}.mjs`, import.meta.url),
    env: ({ url, port }: { url: { postgres: string }; port: number }) => ({
      DATABASE_URL: url.postgres,
      PORT: String(port),
      AGAIN_MS: String(AGAIN_MS),
      DEFECT: defect,
    }),
  });
  const jobOf = ({ parameters: [job] }: SeenStatement) => ({ job: String(job) });
  return defineTarget({
    name: "bare-jobs",
    dependencies,
    roles: {
      api: workerThread({ ...role("api"), ready: { output: /listening/ } }),
      worker: workerThread({ ...role("worker"), ready: { output: /worker ready/ }, replicas: 2 }),
    },
    capabilities: [
      bindCapability(jobs, dependencies, {
        operations: {
          submit: () => ({
            request: { role: "api", method: "POST", path: "/jobs" },
            answer: ({ id }: { id: string }) => ({ job: id }),
          }),
          status: ({ job }) => ({
            request: { role: "api", method: "GET", path: `/jobs/${job}` },
            answer: ({ status }: { status: string }) => ({ job, status: status === "done" ? "done" : "pending" }),
          }),
          result: ({ job }) => ({
            request: { role: "api", method: "GET", path: `/results/${job}` },
            answer: (rows: readonly { line: string }[]) => ({
              items: rows.map(({ line }) => ({ name: line.split(":")[0] ?? "", value: line })),
            }),
          }),
        },
        traits: promises ? { leaseMs: AGAIN_MS, redeliveryMs: AGAIN_MS + 100 } : {},
        moments: {
          "work is claimed": statement(
            /^update queue set invisible_until/,
            ({ rows: [row] }) => (row ? { job: String(row[0]) } : undefined),
            { edges: ["after"] },
          ),
          "work starts": statement(/^select input from jobs/, jobOf),
          "result is stored": statement(/^with done as .* insert into results/, jobOf),
          "work completes": statement(/^delete from queue/, jobOf),
        },
      }),
    ],
  });
}
