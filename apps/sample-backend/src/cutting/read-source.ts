import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";
import { sourceKey } from "../store/keys.ts";

const sumOf = { name: "source-sum", text: "select source_sum from jobs where id = $1" };

/** Reads the source of a job; rejects with a `Failure` that no retry can help when it is gone or damaged. */
export async function readSource({ store, database }: Services, job: string, signal: AbortSignal): Promise<Buffer> {
  const [row] = await database.read<{ source_sum: string }>(sumOf, [job]);
  const source = await store.get(sourceKey(job), signal);
  if (!source) throw new Failure("hopeless", "the source is gone from the store");
  if (source.sum !== row?.source_sum) throw new Failure("hopeless", "the source is damaged: its checksum is wrong");
  return source.bytes;
}
