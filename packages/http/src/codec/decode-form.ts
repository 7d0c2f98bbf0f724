import { type Headers, linesOf, mediaTypeOf, parseHeaders } from "./headers.ts";

/** A file in a form: what is said about it, without its content. */
export interface FormFile {
  readonly filename: string;
  readonly type: string;
  readonly bytes: number;
}

/** The fields of a form by name; one that came several times is an array. */
export type Form = Readonly<Record<string, FormValue | readonly FormValue[]>>;
type FormValue = string | FormFile;

/** Reads a form of either kind (application/x-www-form-urlencoded, multipart/form-data); undefined when it is none. */
export function decodeForm(bytes: Buffer, headers: Headers): Form | undefined {
  if (mediaTypeOf(headers) === "application/x-www-form-urlencoded")
    return formOf([...new URLSearchParams(bytes.toString("utf8"))]);
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(headers["content-type"] ?? "");
  const fields = boundary && fieldsOf(bytes, boundary[1] ?? boundary[2] ?? "");
  return fields ? formOf(fields) : undefined;
}

function formOf(fields: readonly (readonly [string, FormValue])[]): Form {
  const form: Record<string, FormValue | FormValue[]> = Object.create(null);
  for (const [name, value] of fields) {
    const earlier = form[name];
    form[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return form;
}

/** RFC 7578; undefined without the boundary that ends it. */
function fieldsOf(bytes: Buffer, boundary: string): [string, FormValue][] | undefined {
  const mark = Buffer.from(`--${boundary}`, "latin1");
  const fields: [string, FormValue][] = [];
  let from = bytes.indexOf(mark);
  while (from >= 0) {
    const begin = from + mark.length;
    if (bytes.toString("latin1", begin, begin + 2) === "--") return fields;
    const next = bytes.indexOf(mark, begin);
    if (next < 0) return undefined;
    const field = fieldOf(bytes.subarray(begin, next));
    if (field) fields.push(field);
    from = next;
  }
  return undefined;
}

/** One part, from behind its boundary to the next one. */
function fieldOf(part: Buffer): [string, FormValue] | undefined {
  const headEnd = part.indexOf("\r\n\r\n");
  if (headEnd < 0) return undefined;
  const headers = parseHeaders(linesOf(part.toString("utf8", 2, headEnd)));
  const disposition = headers["content-disposition"] ?? "";
  const name = parameterOf(disposition, "name");
  if (name === undefined) return undefined;
  const content = part.subarray(headEnd + 4, Math.max(headEnd + 4, part.length - 2));
  const filename = parameterOf(disposition, "filename");
  if (filename === undefined) return [name, content.toString("utf8")];
  return [name, { filename, type: headers["content-type"] ?? "application/octet-stream", bytes: content.length }];
}

/** Browsers write `%22` for a quote in a name, other clients a backslash before it. */
function parameterOf(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, "i").exec(disposition);
  return found ? (found[1]?.replace(/\\(.)/g, "$1").replaceAll("%22", '"') ?? found[2]) : undefined;
}
