import { type MessageDescription, type MessageReader, maskName, messageValues } from "@chaos-packs/contract/kind";
import type { HttpMessage } from "./http-message.ts";

/** Tells of every request on a link of the dependency. */
export const readMessages = (dependency: string): MessageReader<HttpMessage> => ({
  pattern: {
    dependency,
    edges: ["before", "after"],
    describes: "every request",
    scopeOf: () => ({}),
    // That it reads both bodies makes the link wait for them.
    detailOf: (message) => describe(dependency, message).text,
  },
  identityOf: ({ headers }) => headers,
  describe: (message, own) => describe(dependency, message, own),
});

function describe(
  dependency: string,
  { method, path, query, body, status, answer }: HttpMessage,
  own?: ReadonlySet<string>,
): MessageDescription {
  const segments = path.split("/");
  const names = segments.map((each, index) =>
    each !== "" && maskName(decoded(each), own) === "*" ? `id${index}` : undefined,
  );
  const template = segments.map((each, index) => (names[index] === undefined ? each : `{${names[index]}}`)).join("/");
  const params = segments.flatMap((each, index) => {
    const field = segments[index - 1];
    if (names[index] === undefined) return [];
    return messageValues(decoded(each), `params.${names[index]}`, field ? { field } : {});
  });
  const failed = status !== undefined && status >= 400 ? `HTTP ${status}` : undefined;
  return {
    text: `${method} ${path}`,
    fingerprint: `${method} ${template}`,
    outcome: status === undefined ? "no answer" : String(status),
    ...(failed !== undefined && { failed }),
    values: [
      ...params,
      ...messageValues(query, "query"),
      ...messageValues(body, "body"),
      ...messageValues(answer, "answer", { isAnswered: true }),
    ],
    pattern: {
      call: "httpRequest",
      args: [dependency, method, template].map((each) => JSON.stringify(each)),
      options: {},
    },
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // What is not percent-encoded as it should be stands for itself.
    return segment;
  }
}
