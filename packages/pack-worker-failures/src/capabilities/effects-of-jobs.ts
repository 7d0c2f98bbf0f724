import { type Effects, type History, seen } from "@chaos-packs/contract/pack";
import { partsOfJobs as jobs } from "./parts-of-jobs.ts";

/** The items that a job had twice when somebody last looked at them; nothing when nobody did. */
function duplicateItems(history: History): Pick<Effects, "duplicates"> {
  const { looks, answers } = seen(history, jobs);
  const last = new Map([...answers("result"), ...looks("items")].map(({ input, output }) => [input.job, output.items]));
  if (last.size === 0) return {};
  const duplicates = [...last].flatMap(([job, items]) => {
    const names = items.map(({ name }) => `${name} of job ${job}`);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
  return { duplicates };
}

/**
 * The effects of the operations of `jobs`: a job that was taken on is there at the end (its status can be read), and one
 * that was said to be done stays done, unless its rows were made to contradict each other.
 */
export function effectsOfJobs(history: History): Effects {
  const { answers, arrangements } = seen(history, jobs);
  const said = [...answers("status"), ...answers("chunks")].sort((a, b) => a.at - b.at);
  const saidDone = new Set(said.flatMap(({ input, output }) => (output.status === "done" ? [input.job] : [])));
  const last = new Map(said.map(({ input, output }) => [input.job, output.status]));
  for (const { input } of arrangements("contradict")) saidDone.delete(input.job);
  return {
    acknowledged: [...answers("submit"), ...answers("submitComputing")].map(({ output }) => `job ${output.job}`),
    required: [...saidDone].map((job) => `job ${job} done`),
    forbidden: [],
    present: [...last].flatMap(([job, status]) =>
      status === "done" ? [`job ${job}`, `job ${job} done`] : [`job ${job}`],
    ),
    ...duplicateItems(history),
  };
}
