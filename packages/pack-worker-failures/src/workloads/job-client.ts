import type { Client } from "@chaos-packs/contract";
import type { jobs } from "../capabilities/jobs.ts";

/** The parts of `jobs` that the workloads of this pack use. */
export const parts = [
  "submit",
  "status",
  "retry",
  "recover",
  "result",
  "orphans",
  "progress",
  "boxes",
  "consistency",
  "leftovers",
  "events",
  "alerts",
  "lose object",
  "corrupt object",
  "lose all objects",
  "plant orphans",
  "contradict",
  "cutter",
] as const;

/** The client of a workload of this pack. */
export type JobClient = Client<typeof jobs, (typeof parts)[number]>;
