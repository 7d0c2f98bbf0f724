import { Upstreams } from "../src/upstreams/upstreams.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const A_DAY_MS = 86_400_000;

export const defect = defineBackendDefect({
  name: "no-upstream-timeout",
  mistake: "A call to the upstream is waited for as long as it takes, and the heartbeat keeps its chunk all the while",
  expected: ["worker-failures/upstream-fails-mid-job", "worker-failures/partitioned-from-upstream"],
  swap: (sound) => ({
    openServices(role, config, parts) {
      const services = sound.openServices(role, config, parts);
      services.upstreams[Symbol.dispose]();
      return {
        ...services,
        upstreams: new Upstreams({
          ocrUrl: config.ocrUrl,
          transcriptionUrl: config.transcriptionUrl,
          timeoutMs: A_DAY_MS,
        }),
      };
    },
  }),
});
