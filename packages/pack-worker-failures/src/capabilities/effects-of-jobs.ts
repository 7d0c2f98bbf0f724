import type { Effects, History } from "@chaos-packs/contract";

const text = (value: unknown, key: string): string | undefined => {
  const found = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === "string" ? found : undefined;
};

interface Boxes {
  readonly boxes?: readonly { readonly chunk: number; readonly page: number }[];
}

/** The boxes that a job had twice when somebody last looked at them; nothing when nobody did. */
function duplicateBoxes(observations: History["observations"]): Pick<Effects, "duplicates"> {
  const last = new Map<string, Boxes>();
  for (const { name, input, result } of observations)
    if (name === "boxes" && result.status === "ok") last.set(text(input, "job") ?? "?", result.output as Boxes);
  if (last.size === 0) return {};
  const duplicates = [...last].flatMap(([job, { boxes = [] }]) => {
    const names = boxes.map(({ chunk, page }) => `page ${page} of chunk ${chunk} of job ${job}`);
    return names.filter((name, index) => names.indexOf(name) !== index);
  });
  return { duplicates };
}

/**
 * The effects of the operations of `jobs`: a job that was taken on is there at the end (its status can be read), and one
 * that was said to be done stays done, unless its rows were made to contradict each other.
 */
export function effectsOfJobs({ operations, observations, arrangements }: History): Effects {
  const submitted: string[] = [];
  const saidDone = new Set<string>();
  const last = new Map<string, string>();
  for (const { name, input, result } of operations) {
    if (result.status !== "ok") continue;
    if (name === "submit") submitted.push(text(result.output, "job") ?? "?");
    const job = text(input, "job");
    const status = name === "status" ? text(result.output, "status") : undefined;
    if (!job || !status) continue;
    last.set(job, status);
    if (status === "done") saidDone.add(job);
  }
  for (const { name, input } of arrangements) {
    if (name === "contradict") saidDone.delete(text(input, "job") ?? "?");
  }
  return {
    acknowledged: submitted.map((job) => `job ${job}`),
    required: [...saidDone].map((job) => `job ${job} done`),
    forbidden: [],
    present: [...last].flatMap(([job, status]) =>
      status === "done" ? [`job ${job}`, `job ${job} done`] : [`job ${job}`],
    ),
    ...duplicateBoxes(observations),
  };
}
