import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import * as z from "zod/mini";
import { BadRequest, check } from "../http/check.ts";
import { kindOfFailure, QueryFailure } from "../pool/query-failure.ts";
import { describeLedgerApi } from "./describe-ledger-api.ts";
import type { Ledger } from "./ledger.ts";
import { addition, idempotencyKey, leak, nap, newRecord, newRecords, recordKey, scope } from "./schemas.ts";

type Call = Context<{ Bindings: HttpBindings }>;

/** The HTTP API of the ledger. */
export function createLedgerApi(ledger: Ledger): Hono<{ Bindings: HttpBindings }> {
  const { parts, log, config } = ledger;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const hangUpOf = (c: Call): AbortSignal => parts.hangUpOf(c.env.outgoing);
  const keyOf = (c: Call): string => check(recordKey, c.req.param("key"));
  const wishOf = (c: Call): string =>
    check(z.object({ "Idempotency-Key": idempotencyKey }), { "Idempotency-Key": c.req.header("idempotency-key") })[
      "Idempotency-Key"
    ];
  const bodyOf = async <T>(c: Call, schema: z.ZodMiniType<T>): Promise<T> => {
    const body = await c.req.json().catch(() => {
      throw new BadRequest("the request: its body is not JSON");
    });
    return check(schema, body);
  };

  app.use(async (c, next) => {
    if (parts.isRefusing(ledger)) throw new QueryFailure("stopping", "the service is stopping");
    await next();
    // Whoever has been served by now is to look for another instance.
    if (ledger.isStopping) c.header("connection", "close");
  });
  app.get("/healthz", (c) => c.json({ ready: true }));
  app.get("/health", async (c) => c.json(await parts.readHealth(ledger)));
  app.get("/pool", (c) => c.json(parts.readPoolStats(ledger)));
  app.get("/openapi.json", (c) => c.json(describeLedgerApi()));

  app.get("/records/:key", async (c) => c.json({ value: await parts.readRecord(ledger, keyOf(c), hangUpOf(c)) }));
  app.get("/records/:key/cached", async (c) => c.json(await parts.readThroughCache(ledger, keyOf(c), hangUpOf(c))));
  app.get("/records/:key/scoped", async (c) => {
    const tenant = check(z.object({ "X-Scope": scope }), { "X-Scope": c.req.header("x-scope") })["X-Scope"];
    return c.json({ value: await parts.readScoped(ledger, { key: keyOf(c), scope: tenant }, hangUpOf(c)) });
  });
  app.get("/session", async (c) => c.json({ settings: await parts.readSession(ledger, hangUpOf(c)) }));

  app.post("/records", async (c) => {
    const record = await bodyOf(c, newRecord);
    await parts.makeRecord(ledger, wishOf(c), record, hangUpOf(c));
    return c.json({ key: record.key }, 201);
  });
  for (const path of ["/transactions", "/batches"]) {
    app.post(path, async (c) => {
      const { writes } = await bodyOf(c, newRecords);
      await parts.makeRecords(ledger, wishOf(c), writes, hangUpOf(c));
      return c.json({ keys: writes.map(({ key }) => key) }, 201);
    });
  }
  app.post("/additions", async (c) => {
    const wanted = await bodyOf(c, addition);
    return c.json({ totals: await parts.addToCounters(ledger, wishOf(c), wanted, hangUpOf(c)) });
  });
  app.post("/sleeps", async (c) => {
    await parts.runSlowly(ledger, await bodyOf(c, nap), hangUpOf(c));
    return c.json({});
  });
  if (config.hasLeaks) {
    app.post("/leaks", async (c) => {
      const { key } = await bodyOf(c, leak);
      return c.json({ takenIn: await parts.leakConnection(ledger, key, hangUpOf(c)) });
    });
  }

  app.notFound((c) => c.json({ error: `no ${c.req.method} ${c.req.path} here`, code: "NOT_FOUND" }, 404));
  app.onError((error, c) => {
    if (error instanceof BadRequest) return c.json({ error: error.message, code: "BAD_REQUEST" }, 400);
    const { status, headers, body } = parts.answerFailure(error);
    const level = status === 500 ? "error" : "info";
    log[level]({ path: c.req.path, kind: kindOfFailure(error), error: error.message }, "request failed");
    return c.json(body, status, { ...headers, ...(ledger.isStopping && { connection: "close" }) });
  });
  return app;
}
