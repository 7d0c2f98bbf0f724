import * as z from "zod/mini";
import {
  addition,
  cachedRecord,
  failed,
  health,
  idempotencyKey,
  leak,
  leaked,
  madeRecord,
  madeRecords,
  nap,
  newRecord,
  newRecords,
  nothing,
  poolStats,
  record,
  recordKey,
  scope,
  session,
  totals,
} from "./schemas.ts";

const described = (schema: z.core.$ZodType, io: "input" | "output" = "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io });
  return rest;
};
const json = (schema: z.core.$ZodType, io: "input" | "output" = "output") => ({
  "application/json": { schema: described(schema, io) },
});
const refusal = (description: string) => ({ description, content: json(failed) });
const parameter = (place: "path" | "header", name: string, schema: z.core.$ZodType) => ({
  name,
  in: place,
  required: true,
  schema: described(schema, "input"),
});
function operation(
  summary: string,
  schema: z.core.$ZodType,
  {
    parameters = [],
    body,
    status = 200,
    isWish = false,
    asksDatabase = true,
  }: {
    parameters?: readonly object[];
    body?: z.core.$ZodType;
    status?: number;
    isWish?: boolean;
    asksDatabase?: boolean;
  } = {},
) {
  const named = isWish ? [...parameters, parameter("header", "Idempotency-Key", idempotencyKey)] : parameters;
  return {
    summary,
    ...(named.length > 0 && { parameters: named }),
    ...(body && { requestBody: { required: true, content: json(body, "input") } }),
    responses: {
      [status]: { description: "as asked", content: json(schema) },
      ...((body || named.length > 0) && { 400: refusal("the request is not as described") }),
      ...(isWish && {
        409: refusal("another wish has made what this one would make"),
        422: refusal("the database does not take the value"),
      }),
      ...(asksDatabase && {
        500: refusal("the service is broken"),
        503: refusal("no connection can be had now; the header Retry-After says when to ask again"),
        504: refusal("the database takes too long"),
      }),
    },
  };
}

const key = () => parameter("path", "key", recordKey);

/** The ledger's API in OpenAPI 3.1, made from the schemas that requests are checked with. */
export const describeLedgerApi = () => ({
  openapi: "3.1.0",
  info: { title: "Ledger", version: "0.1.0", description: "Records and counters, through a pool of connections" },
  paths: {
    "/records": {
      post: operation("Makes a record", madeRecord, { isWish: true, body: newRecord, status: 201 }),
    },
    "/records/{key}": { get: operation("The value of a record", record, { parameters: [key()] }) },
    "/records/{key}/cached": {
      get: operation("The value of a record, if need be as it was read before", cachedRecord, { parameters: [key()] }),
    },
    "/records/{key}/scoped": {
      get: operation("The value of a record for one tenant", record, {
        parameters: [key(), parameter("header", "X-Scope", scope)],
      }),
    },
    "/transactions": {
      post: operation("Makes records one after the other, all or none", madeRecords, {
        isWish: true,
        body: newRecords,
        status: 201,
      }),
    },
    "/batches": {
      post: operation("Makes many records, all or none", madeRecords, {
        isWish: true,
        body: newRecords,
        status: 201,
      }),
    },
    "/additions": { post: operation("Adds to counters", totals, { isWish: true, body: addition }) },
    "/sleeps": { post: operation("Keeps the database busy", nothing, { body: nap }) },
    "/session": { get: operation("The settings that a request finds", session) },
    "/leaks": { post: operation("For tests: keeps a connection for ever", leaked, { body: leak }) },
    "/pool": { get: operation("What the pool says of itself", poolStats, { asksDatabase: false }) },
    "/health": { get: operation("How the service is", health, { asksDatabase: false }) },
  },
});
