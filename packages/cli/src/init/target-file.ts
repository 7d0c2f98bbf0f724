import { posix } from "node:path";
import { ASSUMED_READY } from "../record/ready-signs.ts";
import type { ReadyWhen, Service, ServiceDependency, ServiceRole } from "../service/service.ts";
import { variableIn } from "../service/variable-in.ts";
import { access, Code, fits, keyOf, laidOut, literal } from "./suggest/literal.ts";
import type { MappedPart, Mapping } from "./suggest/mapping.ts";

/** What the target file is made of. */
export interface TargetParts {
  readonly service: Service;
  /** From the folder of the target file to that of the service. */
  readonly root: string;
  readonly capability: { readonly name: string; readonly from: string };
  readonly mapping: Mapping;
  /** What the service promises, by trait. */
  readonly traits: Readonly<Record<string, number>>;
  /** Which parts are still to be mapped, and what each would bring. */
  readonly unmapped: readonly string[];
}

/** The text of a target file: what the service is made of, and of the capability what is known. */
export function targetFile({ service, root, capability, mapping, traits, unmapped }: TargetParts): string {
  const { name, roles, dependencies } = service;
  const code = [...mapping.operations, ...mapping.observations, ...mapping.moments].map((each) => each.code).join("\n");
  const imported = capability.name.split(".")[0] ?? capability.name;
  const lines = [
    'import { fileURLToPath } from "node:url";',
    ...importsOf(dependencies, { name: imported, from: capability.from }, code),
    "",
    `const cwd = fileURLToPath(new URL(${JSON.stringify(root)}, import.meta.url));`,
    "",
    "const dependencies = {",
    ...dependencies.map((each) => `  ${keyOf(each.name)}: ${dependencyCode(each)},`),
    "};",
    "",
    "export const target = defineTarget({",
    `  name: ${JSON.stringify(name)},`,
    "  dependencies,",
    "  roles: {",
    ...roles.flatMap((role) => roleLines(role, service)),
    "  },",
    "  capabilities: [",
    `    bindCapability(${capability.name}, dependencies, {`,
    ...unmapped.map((each) => `      // ${each}`),
    ...section("operations", mapping.operations),
    ...section("observations", mapping.observations),
    ...(Object.keys(traits).length > 0 ? [`      traits: ${laidOut(traits, "traits: ", "      ")},`] : []),
    ...section("moments", mapping.moments),
    "    }),",
    "  ],",
    "});",
  ];
  return `${lines.join("\n")}\n`;
}

function importsOf(
  dependencies: readonly ServiceDependency[],
  capability: { readonly name: string; readonly from: string },
  code: string,
): readonly string[] {
  const named: Readonly<Record<ServiceDependency["kind"], readonly string[]>> = {
    postgres: ["commitOf", "postgres", "statement"],
    redis: ["command", "redis", "script"],
    http: ["http", "httpRequest"],
  };
  const kinds = [...new Set(dependencies.map(({ kind }) => kind))];
  const modules = [
    ["@chaos-packs/contract/target", ["bindCapability", "childProcess", "defineTarget"]] as const,
    [capability.from, [capability.name]] as const,
    ...kinds.map((kind) => {
      const used = named[kind].filter((each) => each === kind || new RegExp(`\\b${each}\\(`).test(code));
      return [`@chaos-packs/${kind}`, used] as const;
    }),
  ];
  return modules
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([from, names]) => `import { ${names.join(", ")} } from ${JSON.stringify(from)};`);
}

const inService = (path: string): Code => new Code(`\`\${cwd}${posix.normalize(path)}\``);

function dependencyCode(dependency: ServiceDependency): string {
  switch (dependency.kind) {
    case "postgres":
      return `postgres({ schema: ${inService(dependency.schema).text} })`;
    case "redis":
      return "redis()";
    case "http": {
      const { name, at, ready } = dependency;
      if ("url" in at) return `http({ url: ${JSON.stringify(at.url)} })`;
      const service = {
        name,
        run: { command: at.command, cwd: new Code("cwd") },
        ready: new Code(readyCode(ready)),
        env: new Code("({ port }) => ({ PORT: String(port) })"),
      };
      return `http(${laidOut({ service }, `${keyOf(name)}: http()`, "  ")})`;
    }
  }
}

function roleLines(role: ServiceRole, { dependencies, portVariable }: Service): readonly string[] {
  const { name, command, cwd, replicas, ready } = role;
  const environment = Object.fromEntries([
    ...dependencies.map((each) => [variableIn(role, each), new Code(access("url", each.name))]),
    [portVariable, new Code("String(port)")],
  ]);
  const indent = "      ";
  const asked = dependencies.length === 0 ? "{ port }" : "{ url, port }";
  return [
    `    ${keyOf(name)}: childProcess({`,
    `${indent}command: ${laidOut(command, "command: ", indent)},`,
    `${indent}cwd${cwd === "." ? "" : `: ${inService(cwd).text}`},`,
    ...(replicas > 1 ? [`${indent}replicas: ${replicas},`] : []),
    ...(ready
      ? []
      : [
          `${indent}// When it has run for a while. Surer: { path: "/healthz" }, or { output: /a line that it writes/ }.`,
        ]),
    `${indent}ready: ${readyCode(ready)},`,
    `${indent}env: (${asked}) => (${laidOut(environment, `env: (${asked}) => ()`, indent)}),`,
    "    }),",
  ];
}

function readyCode(ready: ReadyWhen | undefined): string {
  if (ready === undefined) return literal(ASSUMED_READY);
  if ("path" in ready) return literal(ready);
  return `{ output: /${ready.line.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}/ }`;
}

function section(of: string, parts: readonly MappedPart[]): readonly string[] {
  if (parts.length === 0) return [];
  return [
    `      ${of}: {`,
    ...parts.flatMap(({ name, code, from, guess }) => [
      `        // ${comment(from)}`,
      ...(guess === undefined ? [] : [`        // A guess: ${comment(guess)}`]),
      `        ${keyOf(name)}: ${broken(`        ${keyOf(name)}: `, code)},`,
    ]),
    "      },",
  ];
}

const LONGEST_COMMENT = 108;
const comment = (text: string): string => {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > LONGEST_COMMENT ? `${line.slice(0, LONGEST_COMMENT)}…` : line;
};

/** Code that is too long for its line, with the object at its end laid out on lines of its own. */
function broken(before: string, code: string): string {
  if (code.includes("\n") || fits(`${before}${code},`)) return code;
  const [, head, entries, tail] = /^(.*)\{ ([^{}]*) \}(\)*)$/.exec(code) ?? [];
  if (head === undefined || entries === undefined || tail === undefined) return code;
  if (!fits(`${before}${head}{`)) return eachOnItsLine(code);
  return `${head}{\n          ${entries},\n        }${tail}`;
}

/** The arguments of a call each on a line of its own. */
function eachOnItsLine(code: string): string {
  const [, call, pattern, read, edges] = /^(\w+)\((\/.*\/), (\(.*?)(?:, (\{ edges: .*\}))?\)$/.exec(code) ?? [];
  const given = [pattern, read, edges].filter((each) => each !== undefined);
  return call === undefined ? code : `${call}(\n${given.map((each) => `          ${each},\n`).join("")}        )`;
}
