import type { Compared } from "./compare-ways.ts";

/** A table of one load, a line for each way. */
export const showCompared = ({ name, unit, ways, ratios }: Compared): readonly string[] => [
  name,
  ...Object.entries(ways).map(([way, { median, p99, cpuUs }]) => {
    const rate = `${median} ${unit}${p99 === undefined ? "" : ` (p99 ${p99})`}`;
    const cost = cpuUs === undefined ? "" : `cpu ${cpuUs} µs`;
    const ratio = ratios.find((each) => each.way === way);
    const { beside, speed, perCpu } = ratio ?? {};
    const compared = speed ? `${speed.median} of ${beside} (${speed.low}–${speed.high})` : "";
    const byCpu = perCpu === undefined ? "" : `${perCpu} per CPU second`;
    return `  ${way.padEnd(18)}${rate.padEnd(24)}${cost.padEnd(16)}${compared.padEnd(28)}${byCpu}`.trimEnd();
  }),
];
