import * as z from "zod/mini";
import { jobResult, jobStatus, orphans, problem, recovered, retried, submission, submitted } from "../jobs/schemas.ts";

const json = (schema: z.core.$ZodType, io: "input" | "output" = "output") => {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io });
  return { "application/json": { schema: described } };
};
const refusal = (description: string) => ({ description, content: json(problem) });
const job = { name: "job", in: "path", required: true, schema: { type: "string", format: "uuid" } };

function operation(
  summary: string,
  status: number,
  schema: z.core.$ZodType,
  options: { ofJob?: boolean; body?: z.core.$ZodType } = {},
) {
  return {
    summary,
    ...(options.ofJob ? { parameters: [job] } : {}),
    ...(options.body ? { requestBody: { required: true, content: json(options.body, "input") } } : {}),
    responses: {
      [status]: { description: "as asked", content: json(schema) },
      ...(options.ofJob || options.body ? { 400: refusal("the request is not as described") } : {}),
      ...(options.ofJob ? { 404: refusal("there is no such job") } : {}),
      503: refusal("something that the service stands on is away"),
    },
  };
}

/** The API in OpenAPI 3.1, made from the schemas that requests are checked with. */
export const describeApi = () => ({
  openapi: "3.1.0",
  info: { title: "Sample backend", version: "0.1.0", description: "Long jobs cut into chunks" },
  paths: {
    "/jobs": { post: operation("Takes on a job", 201, submitted, { body: submission }) },
    "/jobs/{job}": { get: operation("How far a job is", 200, jobStatus, { ofJob: true }) },
    "/jobs/{job}/retry": { post: operation("Sends failed and pending chunks on again", 200, retried, { ofJob: true }) },
    "/jobs/{job}/recover": { post: operation("Takes up a job that was interrupted", 200, recovered, { ofJob: true }) },
    "/jobs/{job}/result": {
      get: operation("The merged boxes; none until the job is done", 200, jobResult, { ofJob: true }),
    },
    "/orphans": { get: operation("What does not belong together in database and store", 200, orphans) },
  },
});
