import { ChaosError } from "@chaos-packs/contract/kind";
import { type Context, Hono, type HonoRequest } from "hono";
import { type ErrorReply, replyToError, replyToProblems } from "./error-reply.ts";
import { type GuardOptions, guard } from "./guard.ts";
import { readBody } from "./read-body.ts";
import type { Answer, Route } from "./routes.ts";

/** The admin API as an app for any server. */
export function createApp(routes: readonly Route[], guarded: GuardOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => sendError(context, replyToError(error)));
  app.use(async ({ req }, next) => {
    guard(req.raw.headers, guarded);
    // Hono would answer it like a GET, and never end the stream of events that nobody reads.
    if (req.method === "HEAD") throw methodNotAllowed(req, ["GET"]);
    await next();
  });
  for (const { methods, path, answer, alsoWhenRefused } of routes) {
    app.on([...methods], path, async (context) => {
      const { req } = context;
      try {
        const asked = {
          proxy: req.param("proxy") ?? "",
          toxic: req.param("toxic") ?? "",
          query: (name: string) => req.query(name),
          body: () => readBody(req.raw),
        };
        return send(context, await answer(asked), alsoWhenRefused);
      } catch (error) {
        return sendRefusal(context, replyToError(error), alsoWhenRefused);
      }
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).flatMap(({ methods }) => methods);
    app.all(path, ({ req, header }) => {
      header("allow", allowed.join(", "));
      throw methodNotAllowed(req, allowed);
    });
  }
  app.notFound(({ req }) => {
    const paths = [...new Set(routes.map(({ path }) => path))].join(", ");
    throw new ChaosError("ROUTE_NOT_FOUND", {
      expected: `one of ${paths}`,
      came: `the path is ${req.path}`,
      todo: `Use one of ${paths}; /metrics is there when it was asked for at the start (--metrics).`,
    });
  });
  return app;
}

const methodNotAllowed = ({ method, path }: HonoRequest, allowed: readonly string[]): ChaosError =>
  new ChaosError("METHOD_NOT_ALLOWED", {
    expected: `${allowed.join(" or ")} of ${path}`,
    came: `the method is ${method}`,
    todo: `Use ${allowed.join(" or ")}.`,
  });

function send(context: Context, answer: Answer, alsoWhenRefused: Route["alsoWhenRefused"]): Response {
  if (answer === undefined) return context.body(null, 204);
  if ("problems" in answer) {
    return sendRefusal(context, replyToProblems(answer.problems), alsoWhenRefused);
  }
  if ("json" in answer) {
    return new Response(JSON.stringify(answer.json), {
      status: answer.status ?? 200,
      headers: { "content-type": "application/json" },
    });
  }
  return new Response(answer.text, { headers: { "content-type": answer.type, "cache-control": "no-store" } });
}

const sendRefusal = (context: Context, reply: ErrorReply, also: Route["alsoWhenRefused"]): Response =>
  also ? sendError(context, { ...reply, ...also }, "application/json") : sendError(context, reply);

/** Toxiproxy sends its errors with Go's http.Error, which calls the JSON plain text; all but that of /populate. */
function sendError(context: Context, reply: ErrorReply, type = "text/plain; charset=utf-8"): Response {
  const headers = new Headers(context.res.headers);
  headers.set("content-type", type);
  headers.set("x-content-type-options", "nosniff");
  if (reply.status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(`${JSON.stringify(reply)}\n`, { status: reply.status, headers });
}
