import type { Services } from "../services.ts";

const torn = {
  name: "fail-inconsistent",
  text: `with torn as (
    update jobs j set status = 'failed', merged = false, boxes = 0,
      error = 'inconsistent: it was marked done with ' || boxes || ' boxes, but ' || (select count(*) from bounding_boxes where job = j.id) || ' are there'
    where id = $1 and status = 'done' and boxes <> (select count(*) from bounding_boxes where job = j.id)
    returning id, error
  ), dropped as (
    delete from bounding_boxes using torn where job = torn.id
  )
  select error from torn`,
};

/** Puts a job that is marked done, but whose boxes are not there, into its error state; false when it is as it says. */
export async function checkConsistency(services: Services, job: string): Promise<boolean> {
  const { database, parts, log } = services;
  const [row] = await database.query<{ error: string }>(torn, [job]);
  if (!row) return false;
  log.error({ job, error: row.error }, "job is inconsistent");
  await parts.publishEvent(services, { type: "job.failed", job, reason: row.error });
  return true;
}
