import { type MessageReader, SCOPE, valuesOf } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "./http-message.ts";
import { httpRequest } from "./http-request.ts";

/** A segment of a path that is an id or a number. */
const VOLATILE = /^(\d+|[\da-f]{8}-[\da-f-]{27}|[\da-f]{16,})$/i;

/** Tells of every request on a link of the dependency. */
export const readMessages = (dependency: string): MessageReader<HttpMessage> => ({
  pattern: httpRequest(dependency, "*", /^/, () => ({}), { edges: ["after"] }),
  describe({ method, path, body, status }) {
    const segments = path.split("/").map((each, index) => (VOLATILE.test(each) ? { name: `id${index}`, each } : each));
    const template = segments.map((each) => (typeof each === "string" ? each : `{${each.name}}`)).join("/");
    const params = Object.fromEntries(
      segments.flatMap((each) => (typeof each === "string" ? [] : [[each.name, each.each]])),
    );
    return {
      text: `${method} ${path} → ${status ?? "no answer"}`,
      fingerprint: `${method} ${template}`,
      values: { ...valuesOf(params, "params"), ...valuesOf(body, "body") },
      code: `httpRequest(${JSON.stringify(dependency)}, ${JSON.stringify(method)}, ${JSON.stringify(template)}, ${SCOPE})`,
    };
  },
});
