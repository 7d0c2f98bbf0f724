import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const unattended = {
  name: "unattended-job",
  text: "select job from chunks where job = $1 and status = 'processing' and beat < now() - make_interval(secs => $2) limit 1",
};

export const defect = defineBackendDefect({
  name: "unattended-jobs-fail",
  mistake:
    "Whoever asks for a job fails it when three heartbeats in a row have not come, as if no worker would ever return",
  expected: ["worker-failures/kill-every-worker"],
  swap: (sound) => ({
    async readStatus(services: Services, job: string) {
      const { database, config, parts } = services;
      const rows = await database.read(unattended, [job, (config.heartbeatMs * 3) / 1000]);
      if (rows.length > 0) await parts.failJob(services, job, "no worker is alive");
      return sound.readStatus(services, job);
    },
  }),
});
