import { serveParent } from "../../packages/proxy/bench/processes/process.ts";

const skills = {
  /** Runs the role `live` of the sample backend in this environment; resolves when it listens. It ends with the process. */
  async run(env: Readonly<Record<string, string>>): Promise<void> {
    Object.assign(process.env, env);
    await import("../../apps/sample-backend/dist/src/roles/live.js");
  },
};
export type LiveRoleSkills = typeof skills;

serveParent(skills);
