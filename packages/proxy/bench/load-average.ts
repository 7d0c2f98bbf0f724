import { loadavg } from "node:os";
import { rounded } from "./quantile.ts";

/** How many programs want a core, as an average of the last minute. */
export const loadAverage = (): number => rounded(loadavg()[0] ?? Number.NaN);
