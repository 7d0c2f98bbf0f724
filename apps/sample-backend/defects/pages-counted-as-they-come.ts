import type { Services } from "../src/services.ts";
import { defineBackendDefect } from "./backend-defect.ts";

const counterKey = (job: string): string => `jobs/${job}/page-count`;

async function pagesBefore({ store }: Services, job: string, more: number, signal: AbortSignal): Promise<number> {
  const counter = await store.get(counterKey(job), signal);
  const before = Number(counter?.bytes.toString() ?? 0);
  await store.put(counterKey(job), Buffer.from(String(before + more)), signal);
  return before;
}

export const defect = defineBackendDefect({
  name: "pages-counted-as-they-come",
  mistake:
    "Pages get their numbers from a counter as the upstream answers them, and a try that came to nothing has counted, too",
  expected: ["worker-failures/merge-pages-are-absolute"],
  swap: (sound) => ({
    async callUpstream(services, claim, piece, signal) {
      const pages = await sound.callUpstream(services, claim, piece, signal);
      const before = await pagesBefore(services, claim.job, Math.max(0, ...pages.map(({ page }) => page)), signal);
      return pages.map(({ page, text }) => ({ page: before + page, text }));
    },
    numberPages: (chunks) =>
      chunks.flatMap(({ chunk, pages }) => pages.map(({ page, text }) => ({ chunk, page, text }))),
    async cleanUp(services, claim, signal) {
      await sound.cleanUp(services, claim, signal);
      await services.store.delete(counterKey(claim.job), signal);
    },
  }),
});
