import type { Json, Schema } from "@chaos-packs/contract";
import { exampleOf } from "./example-of.ts";
import type { ServedPart } from "./served-parts.ts";

/** How a client asks for a part. */
export const curlOf = ({ path }: ServedPart, input: Schema): string =>
  `curl -X POST "$SERVICE${path}" -H 'content-type: application/json' -d '${JSON.stringify(exampleOf(input))}'`;

/** How a client opens a part that stays open, and holds it. */
export const holdOf = ({ path, over, sends }: ServedPart, input: Schema): string =>
  over === "websocket"
    ? [
        'import { WebSocket } from "ws";',
        "",
        `const input = encodeURIComponent(JSON.stringify(${JSON.stringify(exampleOf(input))}));`,
        `const socket = new WebSocket(\`\${service}${path}?input=\${input}\`);`,
        'socket.on("message", (data) => console.log(JSON.parse(String(data))));',
        ...(sends
          ? [`socket.on("open", () => socket.send(JSON.stringify(${JSON.stringify(exampleOf(sends))})));`]
          : []),
      ].join("\n")
    : `curl -N -G "$SERVICE${path}" -H 'accept: text/event-stream' --data-urlencode 'input=${JSON.stringify(exampleOf(input))}'`;

/** The line of the target file that maps it. */
export function typeScriptOf({ kind, name, path, over }: ServedPart): string {
  const key = /^\w+$/.test(name) ? name : JSON.stringify(name);
  if (over !== undefined)
    return [
      `${key}: (input) => ({`,
      '  role: "api",',
      `  over: "${over}",`,
      `  path: \`${path}?input=\${encodeURIComponent(JSON.stringify(input))}\`,`,
      "  read: ({ data }: StreamMessage<never>) => data,",
      "}),",
    ].join("\n");
  if (kind === "operations") return `${key}: (body) => ({ role: "api", method: "POST", path: "${path}", body }),`;
  return `${key}: async ({ request }, body) => (await request({ role: "api", method: "POST", path: "${path}", body })).body,`;
}

/** What the service does for it. */
export function pythonOf({ path, description, output, over }: ServedPart, input: Schema): string {
  const name =
    path
      .split("/")
      .at(-1)
      ?.replaceAll("-", "_")
      .replace(/([a-z])([A-Z])/g, "$1_$2")
      .toLowerCase() ?? "";
  const keys = Object.keys((input["properties"] ?? {}) as object);
  return [
    over === undefined ? `# POST ${path}` : `# GET ${path}: each that is yielded is one message`,
    `def ${name}(body: dict) -> ${over === undefined ? "dict" : "Iterator[dict]"}:`,
    `    """${description.split("\n")[0]}"""`,
    ...keys.map(
      (key) => `    ${key.replace(/([a-z])([A-Z])/g, "$1_$2").toLowerCase()} = body.get(${JSON.stringify(key)})`,
    ),
    "    ...",
    `    ${over === undefined ? "return" : "yield"} ${pythonLiteral(exampleOf(output))}`,
  ].join("\n");
}

const pythonLiteral = (value: Json): string =>
  JSON.stringify(value).replace(/(?<=[:,[]|^)(true|false|null)(?=[,\]}]|$)/g, (word) =>
    word === "null" ? "None" : word === "true" ? "True" : "False",
  );
