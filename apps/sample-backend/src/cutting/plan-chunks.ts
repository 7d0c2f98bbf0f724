import { Failure } from "../failure.ts";
import type { Services } from "../services.ts";
import type { CutClaim } from "./claim-cut.ts";
import type { StoredPiece } from "./store-pieces.ts";

const planned = {
  name: "plan-chunks",
  text: `with planned as (
    update jobs set status = 'processing', error = null, total = cardinality($3::text[]), owner = null, beat = null, not_before = now()
    where id = $1 and fence = $2 and status = 'cutting' returning id
  )
  insert into chunks (job, chunk, piece_key, piece_sum)
  select planned.id, piece.number, piece.key, piece.sum
  from planned, unnest($3::text[], $4::text[]) with ordinality as piece (key, sum, number)
  returning chunk`,
};

/** Makes the chunks of a job durable, all at once; rejects with a `Failure` of kind `lost` when somebody else cuts it now. */
export async function planChunks(
  { database }: Services,
  { job, fence }: CutClaim,
  pieces: readonly StoredPiece[],
): Promise<void> {
  const rows = await database.query(planned, [job, fence, pieces.map(({ key }) => key), pieces.map(({ sum }) => sum)]);
  if (rows.length !== pieces.length) throw new Failure("lost", "the cutting has gone to somebody else");
}
