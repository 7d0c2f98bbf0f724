import { type Context, Hono } from "hono";
import { kindOf, messageOf } from "../failure.ts";
import { BadRequest, check } from "../http/check.ts";
import { jobId, submission } from "../jobs/schemas.ts";
import type { Services } from "../services.ts";
import { describeApi } from "./describe-api.ts";
import { measureMemory } from "./measure-memory.ts";

type Status = 400 | 404 | 500 | 503;
const problem = (c: Context, status: Status, code: string, message: string) =>
  c.json({ error: { code, message } }, status);

/** The HTTP API. */
export function createApi(services: Services): Hono {
  const { parts, log } = services;
  const app = new Hono();
  const jobOf = (c: Context): string => check(jobId, c.req.param("job"));
  const known = async (c: Context, job: string) =>
    (await parts.readStatus(services, job)) ? undefined : problem(c, 404, "NO_SUCH_JOB", `there is no job ${job}`);

  app.get("/healthz", (c) => c.json({ ready: true }));
  app.get("/memory", (c) => c.json({ heapUsed: measureMemory() }));
  app.get("/openapi.json", (c) => c.json(describeApi()));
  app.post("/jobs", async (c) => {
    const body = await c.req.json().catch(() => {
      throw new BadRequest("the request: its body is not JSON");
    });
    return c.json({ job: await parts.submitJob(services, check(submission, body)) }, 201);
  });
  app.get("/jobs/:job", async (c) => {
    const job = jobOf(c);
    const status = await parts.readStatus(services, job);
    return status ? c.json(status) : problem(c, 404, "NO_SUCH_JOB", `there is no job ${job}`);
  });
  app.get("/jobs/:job/result", async (c) => {
    const job = jobOf(c);
    const boxes = await parts.readResult(services, job);
    return boxes ? c.json({ boxes }) : problem(c, 404, "NO_SUCH_JOB", `there is no job ${job}`);
  });
  app.post("/jobs/:job/retry", async (c) => {
    const job = jobOf(c);
    return (await known(c, job)) ?? c.json({ retried: await parts.retryJob(services, job) });
  });
  app.post("/jobs/:job/recover", async (c) => {
    const job = jobOf(c);
    // Reading the status also finds a job whose rows contradict each other.
    return (await known(c, job)) ?? c.json({ recovered: await parts.recoverJob(services, job) });
  });
  app.get("/orphans", async (c) => c.json(await parts.findOrphans(services)));
  app.notFound((c) => problem(c, 404, "NOT_FOUND", `no ${c.req.method} ${c.req.path} here`));
  app.onError((error, c) => {
    if (error instanceof BadRequest) return problem(c, 400, "BAD_REQUEST", error.message);
    log.warn({ path: c.req.path, error: messageOf(error) }, "request failed");
    const away = kindOf(error) === "unavailable";
    return problem(c, away ? 503 : 500, away ? "UNAVAILABLE" : "INTERNAL", messageOf(error));
  });
  return app;
}
