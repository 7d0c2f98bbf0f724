import { type HttpExchange, httpRequest } from "@chaos-packs/http";
import { commitOf, type SeenStatement, statement } from "@chaos-packs/postgres";
import { command } from "@chaos-packs/redis";

type Scope = { job: string; chunk: number };

const chunkOf = ({ parameters: [job, chunk] }: SeenStatement): Scope => ({ job: String(job), chunk: Number(chunk) });
const jobOf = ({ parameters: [job] }: SeenStatement): { job: string } => ({ job: String(job) });
/** The scope of a statement that says only in its rows what it is about. */
const ifTouched =
  <S>(scope: (seen: SeenStatement) => S) =>
  (seen: SeenStatement): S | undefined =>
    seen.rows.length > 0 ? scope(seen) : undefined;
/** What begins with WITH is a SELECT to the server; it has done something when it returns what it touched. */
const TOUCHED = { affected: (rows: number) => rows > 0 };
const rowOf = ({ rows: [row] }: SeenStatement): Scope => ({ job: String(row?.[0]), chunk: Number(row?.[1]) });
const firstOf = ({ rows: [row] }: SeenStatement): { job: string } => ({ job: String(row?.[0]) });

const inserts = statement(/^insert into bounding_boxes/, chunkOf);
const AFTER = { edges: ["after"] } as const;

interface Asked {
  readonly job: string;
  readonly chunk: number;
}
interface Answered {
  readonly pages: readonly { page: number; text: string }[];
}
const asks = (dependency: string, path: string) =>
  httpRequest<Asked, Answered>(
    dependency,
    "POST",
    path,
    ({ body: { job, chunk } }: HttpExchange<Asked, Answered>) => ({ job, chunk }),
    {
      detail: ({ answer, status }, edge) =>
        edge === "after" && status === 200 && answer
          ? { pages: answer.pages.map(({ page, text }) => ({ page, text })) }
          : undefined,
    },
  );

interface PublishedEvent {
  readonly job: string;
  readonly type: string;
}
const eventOf = (args: readonly string[]): PublishedEvent => JSON.parse(args[1] ?? "{}") as PublishedEvent;

/** Where each moment of `jobs` is seen on the wire of the sample backend. */
export const moments = {
  "cutting starts": httpRequest("store", "GET", "/objects/jobs/{job}/source"),
  "piece is stored": httpRequest(
    "store",
    "PUT",
    "/objects/jobs/{job}/pieces/{chunk}",
    ({ params: { job, chunk } }) => ({ job, chunk: Number(chunk) }),
  ),
  "chunks are planned": statement(/^with planned as/, jobOf, TOUCHED),
  "work is claimed": statement(/^with claimable as/, ifTouched(rowOf), AFTER),
  "work starts": [asks("ocr", "/ocr"), asks("transcription", "/transcribe")],
  "work heartbeats": statement(/^update chunks set beat/, chunkOf),
  "result is stored": httpRequest(
    "store",
    "PUT",
    "/objects/jobs/{job}/results/{name}",
    ({ params: { job, name } }) => ({ job, chunk: Number.parseInt(name ?? "", 10) }),
  ),
  "work completes": statement(/^update chunks set status = \?, result_key/, chunkOf),
  "work fails": statement(
    /^(update chunks set status = \?, error|with stale as)/,
    (seen) => (/status = 'failed'/.test(seen.sql) ? ifTouched(rowOf)(seen) : undefined),
    AFTER,
  ),
  "merge starts": statement(/^with mergeable as/, ifTouched(firstOf), AFTER),
  "merge inserts": inserts,
  "merge commits": commitOf(inserts),
  "job finalizes": statement(/^with ending as/, jobOf, TOUCHED),
  "recovery starts": statement(/^with recoverable as/, ifTouched(firstOf), AFTER),
  "event is published": command("PUBLISH", ({ args }) => ({ job: eventOf(args).job, type: eventOf(args).type }), {
    detail: ({ args }) => ({ ...eventOf(args) }),
  }),
  "worker is idle": statement(
    /^select kind, job from .* as work order by rank/,
    ({ rows }) => (rows.length === 0 ? {} : undefined),
    AFTER,
  ),
};
