/** What a number of a target counts. */
export type Unit = "ms" | "count" | "bytes" | "ratio" | "per second";
