/** ms of a clock that all processes of this machine read alike, and that only goes forward. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6;
