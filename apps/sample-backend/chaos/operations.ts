import type { OutputOf } from "@chaos-packs/contract/target";
import type { jobs } from "@chaos-packs/pack-worker-failures";

/** A box as the service tells it. */
interface Box {
  readonly chunk: number;
  readonly page: number;
  readonly text: string;
}

/** A box as an item: a page may have several, and no two say the same. */
export const itemOf = ({ chunk, page, text }: Box) => ({ name: `page ${page}: ${text}`, value: text, chunk, page });

type Chunks = OutputOf<(typeof jobs)["operations"]["chunks"]>;
/** A job as the service tells it. */
type Job = Omit<Chunks, "status"> & {
  readonly status: "pending" | "cutting" | "processing" | "merging" | "done" | "failed";
};

const statusOf = ({ status }: Job): "pending" | "working" | "done" | "failed" =>
  status === "cutting" || status === "processing" || status === "merging" ? "working" : status;

interface About {
  readonly job: string;
}

/** What clients of `jobs` can do, by the routes of the service. */
export const operations = {
  submit: (body: object) => ({ role: "api", method: "POST", path: "/jobs", body }),
  submitComputing: (body: object) => ({ role: "api", method: "POST", path: "/jobs", body }),
  status: ({ job }: About) => ({
    request: { role: "api", method: "GET", path: `/jobs/${job}` },
    answer: (body: Job) => ({ job, status: statusOf(body), error: body.error ?? null }),
  }),
  chunks: ({ job }: About) => ({
    request: { role: "api", method: "GET", path: `/jobs/${job}` },
    answer: (body: Job): Chunks => ({ ...body, status: statusOf(body) }),
  }),
  retry: ({ job }: About) => ({ role: "api", method: "POST", path: `/jobs/${job}/retry` }),
  recover: ({ job }: About) => ({ role: "api", method: "POST", path: `/jobs/${job}/recover` }),
  result: ({ job }: About) => ({
    request: { role: "api", method: "GET", path: `/jobs/${job}/result` },
    answer: ({ boxes }: { readonly boxes: readonly Box[] }) => ({ items: boxes.map(itemOf) }),
  }),
  orphans: () => ({ role: "api", method: "GET", path: "/orphans" }),
};
