import { ChaosError } from "@chaos-packs/contract";

/** A request as it is written on a command line. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

/**
 * Reads `POST /documents {"pages":3}`: method, path and, perhaps, a JSON body.
 *
 * @throws ChaosError MALFORMED_REQUEST
 */
export function parseRequest(flag: string, text: string): RequestLine {
  const [, method, path, body] = /^\s*([A-Za-z]+)\s+(\/\S*)(?:\s+(\S.*?))?\s*$/s.exec(text) ?? [];
  if (method === undefined || path === undefined) throw malformed(flag, text);
  if (body === undefined) return { method: method.toUpperCase(), path };
  try {
    return { method: method.toUpperCase(), path, body: JSON.parse(body) as unknown };
  } catch {
    throw malformed(flag, text);
  }
}

/** How it is found out that work is done. */
export interface DoneLine {
  readonly request: RequestLine;
  readonly until?: string;
}

/**
 * Reads `GET /documents/{id} $.status=done`: a request and, perhaps, what its answer must hold.
 *
 * @throws ChaosError MALFORMED_REQUEST
 */
export function parseDone(text: string): DoneLine {
  const [, request = text, until] = /^(.*?)\s+(\$\S*)\s*$/s.exec(text) ?? [];
  return { request: parseRequest("--done", request), ...(until !== undefined && { until }) };
}

const malformed = (flag: string, came: string): ChaosError =>
  new ChaosError("MALFORMED_REQUEST", {
    expected: "a method, a path that begins with / and, perhaps, a JSON body",
    came: `${flag} "${came}"`,
    todo: `For example: ${flag} 'POST /documents {"pages":3}'`,
  });
