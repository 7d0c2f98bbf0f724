import type { jobs } from "../capabilities/jobs.ts";
import type { JobClient } from "./job-client.ts";

/** A state that a workload plants once a fault has struck: part of its name, and how. */
export interface Plant {
  readonly name: string;
  /** The arrangements that it is made of. */
  readonly uses: readonly Planting[];
  /** Returns false when it is too early. */
  plant(client: JobClient, job: string | undefined): Promise<boolean>;
  /** Takes back what the lane's reset would not. */
  clear?(client: JobClient): Promise<void>;
}

type Planting = keyof (typeof jobs)["arrangements"];

type Damaged = "source" | "piece" | "result";

/** Damages objects of one chunk (the source is that of the whole job). */
export const damage = (
  how: "lose object" | "corrupt object",
  chunk: number,
  ...objects: readonly Damaged[]
): Plant => ({
  name: `${how}: ${objects.join(" and ")} ${chunk}`,
  uses: [how],
  async plant(client, job) {
    if (job === undefined) return false;
    for (const object of objects) await client.arrange(how, { job, object, ...(object !== "source" && { chunk }) });
    return true;
  },
});

/** Plants one after the other. */
export const plantAll = (...plants: readonly Plant[]): Plant => ({
  name: plants.map(({ name }) => name).join(", "),
  uses: [...new Set(plants.flatMap(({ uses }) => uses))],
  async plant(client, job) {
    for (const each of plants) if (!(await each.plant(client, job))) return false;
    return true;
  },
});

/** Deletes every piece and result of the job. */
export const loseEverything: Plant = {
  name: "lose all objects",
  uses: ["lose all objects"],
  async plant(client, job) {
    if (job === undefined) return false;
    await client.arrange("lose all objects", { job });
    return true;
  },
};

/** Makes the rows of the job contradict each other. */
export const contradictRows: Plant = {
  name: "contradict",
  uses: ["contradict"],
  async plant(client, job) {
    if (job === undefined) return false;
    await client.arrange("contradict", { job });
    return true;
  },
};

/** Makes the cutter fail or hang, until the end of the scenario. */
export const breakCutter = (how: "fails" | "hangs"): Plant => ({
  name: `cutter ${how}`,
  uses: ["cutter"],
  async plant(client) {
    await client.arrange("cutter", { how });
    return true;
  },
  async clear(client) {
    await client.arrange("cutter", { how: "works" });
  },
});

/** Plants it, unless that has been done. */
export async function plantOnce(client: JobClient, plant: Plant | undefined): Promise<void> {
  if (!plant || client.recall("planted") !== undefined) return;
  const job = client.recall("job");
  if (await plant.plant(client, job === undefined ? undefined : String(job))) client.remember("planted", plant.name);
}
