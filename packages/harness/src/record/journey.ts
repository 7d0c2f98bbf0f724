import { ChaosError, type Json } from "@chaos-packs/contract";

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value that a path of names leads to: `document.id`. */
function valueAt(body: Json, path: string): Json | undefined {
  let value: Json | undefined = body;
  for (const name of path.split("."))
    value = value !== undefined && isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return value;
}

/**
 * A path with each `{name}` in the place of which stands that value of a body.
 *
 * @throws ChaosError NOT_IN_THE_ANSWER
 */
export const fillTemplate = (path: string, body: Json): string =>
  path.replace(/\{([^{}]+)\}/g, (_whole, name: string) => {
    const value = valueAt(body, name);
    if (typeof value === "string" || typeof value === "number") return encodeURIComponent(String(value));
    throw new ChaosError("NOT_IN_THE_ANSWER", {
      expected: `the answer of the request to hold "${name}", which ${path} asks for`,
      came: JSON.stringify(body)?.slice(0, 300) ?? "no body",
      todo: "Name a value of the answer: {id}, or {document.id} for one further in.",
    });
  });

/** What `$.status=done` says: where to look, and what must stand there. Throws MALFORMED_UNTIL. */
export function parseUntil(until: string): { readonly path: string; readonly wanted: string } {
  const [, path, wanted] = /^\$\.([\w.]+)==?(.+)$/s.exec(until) ?? [];
  if (path !== undefined && wanted !== undefined) return { path, wanted };
  throw new ChaosError("MALFORMED_UNTIL", {
    expected: "a value of the answer and what it must be, such as $.status=done",
    came: `"${until}"`,
    todo: "Write --done 'GET /documents/{id} $.status=done'.",
  });
}

/** Whether a body holds what is waited for. */
export function isReached(until: string, body: Json): boolean {
  const { path, wanted } = parseUntil(until);
  const value = valueAt(body, path);
  return value !== undefined && (typeof value === "string" ? value : JSON.stringify(value)) === wanted;
}
