import type { Json, Schema } from "@chaos-packs/contract";
import { exampleOf } from "./example-of.ts";
import type { ServedPart } from "./served-parts.ts";

/** How a client asks for a part. */
export const curlOf = ({ path }: ServedPart, input: Schema): string =>
  `curl -X POST "$SERVICE${path}" -H 'content-type: application/json' -d '${JSON.stringify(exampleOf(input))}'`;

/** The line of the target file that maps it. */
export function typeScriptOf({ kind, name, path }: ServedPart): string {
  const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
  if (kind === "operations") return `${key}: (body) => ({ role: "api", method: "POST", path: "${path}", body }),`;
  return `${key}: async ({ request }, body) => (await request({ role: "api", method: "POST", path: "${path}", body })).body,`;
}

/** What the service does for it. */
export function pythonOf({ path, description, output }: ServedPart, input: Schema): string {
  const name =
    path
      .split("/")
      .at(-1)
      ?.replaceAll("-", "_")
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .toLowerCase() ?? "";
  const keys = Object.keys((input["properties"] ?? {}) as object);
  return [
    `# POST ${path}`,
    `def ${name}(body: dict) -> dict:`,
    `    """${description.split("\n")[0]}"""`,
    ...keys.map(
      (key) => `    ${key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()} = body.get(${JSON.stringify(key)})`,
    ),
    "    ...",
    `    return ${pythonLiteral(exampleOf(output))}`,
  ].join("\n");
}

const pythonLiteral = (value: Json): string =>
  JSON.stringify(value).replace(/(?<=[:,[]|^)(true|false|null)(?=[,\]}]|$)/g, (word) =>
    word === "null" ? "None" : word === "true" ? "True" : "False",
  );
