import type { Client } from "@chaos-packs/contract";
import type { jobs } from "../capabilities/jobs.ts";
import type { JobShape } from "./job-shape.ts";

/** The parts of `jobs` that the workloads of this pack use. */
const parts = [
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

type Part = (typeof parts)[number] | "leaseMs" | "publish failures";

/** What a workload uses whose job has that shape: how long its workers compute is a part of the lease. */
export const partsFor = ({ busyLeases }: Pick<JobShape, "busyLeases">): readonly Part[] =>
  busyLeases === undefined ? parts : [...parts, "leaseMs"];

/** The client of a workload of this pack. */
export type JobClient = Client<typeof jobs, Part>;
