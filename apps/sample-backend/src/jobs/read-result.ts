import type { Box } from "../merge/number-pages.ts";
import type { Services } from "../services.ts";

const result = {
  name: "job-result",
  text: `select j.boxes, coalesce((select json_agg(json_build_object('chunk', b.chunk, 'page', b.page, 'text', b.text) order by b.page, b.id)
      from bounding_boxes b where b.job = j.id and j.status = 'done'), '[]') as found, j.status = 'done' as done
    from jobs j where j.id = $1`,
};

/** The boxes of a job that is done, none before; undefined when there is no such job. Never a part of them. */
export async function readResult(services: Services, job: string): Promise<readonly Box[] | undefined> {
  const [row] = await services.database.read<{ boxes: number; found: Box[]; done: boolean }>(result, [job]);
  if (!row) return undefined;
  if (row.done && row.found.length !== row.boxes) {
    await services.parts.checkConsistency(services, job);
    return [];
  }
  return row.found;
}
