import type { Compared } from "./compare-ways.ts";

/** A table of one load, a line for each way. */
export const showCompared = ({ name, unit, ways, ratios }: Compared): readonly string[] => [
  name,
  ...Object.entries(ways).map(([way, { median, p99, cpuUs }]) => {
    const rate = `${median} ${unit}${p99 === undefined ? "" : ` (p99 ${p99})`}`;
    const cost = cpuUs === undefined ? "" : `cpu ${cpuUs} µs`;
    const ratio = ratios.find((each) => each.way === way);
    const { speed, cpu } = ratio ?? {};
    const compared = speed ? `${speed.median} of ${ratio?.beside} (${speed.low}–${speed.high})` : "";
    const dearer = cpu === undefined ? "" : `cpu ${cpu} of it`;
    return `  ${way.padEnd(14)}${rate.padEnd(28)}${cost.padEnd(16)}${compared.padEnd(32)}${dearer}`.trimEnd();
  }),
];
