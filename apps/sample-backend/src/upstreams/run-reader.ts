import { answerJson, bodyOf } from "../http/answer.ts";
import { serve } from "../http/serve.ts";
import { pagesOfPiece } from "./pages-of-piece.ts";

/** Runs an upstream that reads pieces on `path`, until SIGTERM. */
export async function runReader(path: string, verb: string, port: number): Promise<void> {
  let served = 0;
  const serving = await serve(async (request, response) => {
    const route = `${request.method} ${request.url}`;
    if (route === "GET /healthz") return answerJson(response, 200, { served });
    if (route === "POST /reset") {
      served = 0;
      return answerJson(response, 200, {});
    }
    if (route !== `POST ${path}`)
      return answerJson(response, 404, { error: { code: "NOT_FOUND", message: `no ${route} here` } });
    const body = parse((await bodyOf(request)).toString());
    if (typeof body?.piece !== "string")
      return answerJson(response, 400, { error: { code: "BAD_REQUEST", message: "piece must be a string" } });
    served += 1;
    answerJson(response, 200, { pages: pagesOfPiece(body.piece, verb) });
  }, port);
  process.once("SIGTERM", () => void serving[Symbol.asyncDispose]());
  console.log(`ready on ${serving.port}`);
}

function parse(text: string): { piece?: unknown } | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
