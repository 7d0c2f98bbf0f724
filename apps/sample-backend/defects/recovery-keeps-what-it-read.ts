import { defineBackendDefect } from "./backend-defect.ts";

/** Numbers of one drawing, as a real page would have them. */
const STROKES = 1_500_000;

export const defect = defineBackendDefect({
  name: "recovery-keeps-what-it-read",
  mistake:
    "A recovery draws the job as it found it, for people who look into it later, and never lets go of the drawings",
  expected: ["worker-failures/recovery-is-bounded"],
  swap(sound) {
    const drawings = new Map<string, readonly number[]>();
    return {
      async resumeJob(services, job, id) {
        const resumed = await sound.resumeJob(services, job, id);
        drawings.set(
          id,
          Array.from({ length: STROKES }, (_, at) => at / 7),
        );
        return resumed;
      },
    };
  },
});
