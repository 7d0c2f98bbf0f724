import { kindOf } from "../src/failure.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const restarted = {
  name: "restart-chunks",
  text: `update chunks set status = 'pending', discarded = fence, result_key = null, result_sum = null, not_before = now()
    where job = $1 and status = 'completed'`,
};

export const defect = defineBackendDefect({
  name: "chunk-error-restarts-the-job",
  mistake: "When the upstream refuses one chunk the whole job is started over",
  expected: ["worker-failures/upstream-fails-mid-job", "worker-failures/partitioned-from-upstream"],
  swap: (sound) => ({
    async settleChunk(services, claim, error, stop) {
      if (kindOf(error) === "refused" && !stop.aborted) await services.database.query(restarted, [claim.job]);
      return sound.settleChunk(services, claim, error, stop);
    },
  }),
});
