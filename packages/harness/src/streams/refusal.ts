import type { IncomingMessage } from "node:http";
import type { Result } from "@chaos-packs/contract";
import { decoded } from "../decoded.ts";

/** What a service answered instead of taking a stream. */
export async function refusalOf(response: IncomingMessage): Promise<Exclude<Result, { readonly status: "ok" }>> {
  const { statusCode = 0, headers } = response;
  try {
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk;
    const body = decoded(text);
    return {
      status: "failed",
      error: `${statusCode} ${JSON.stringify(body)}`,
      httpStatus: statusCode,
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
      body,
    };
  } catch (error) {
    return { status: "unknown", error: `${statusCode}, and then ${error}` };
  }
}
