import type { CapabilitySpec, InstalledPack, TraitSpec } from "@chaos-packs/contract";
import { dependencyLine, environmentOf, propertyName } from "./dependency-lines.ts";
import type { Service } from "./service.ts";

const SOME: Readonly<Record<TraitSpec["unit"], number>> = {
  ms: 500,
  count: 1,
  bytes: 1_000_000,
  ratio: 0.1,
  "per second": 20,
};

/** A target file for any pack, made from its capability: each part with what it means, moments null until they are mapped. */
export function capabilityTarget(
  { name, command, ready, portVariable, schema, dependencies, pack: from }: Service,
  { pack, capabilityName }: InstalledPack,
): string {
  const [capability] = pack.capabilities as readonly CapabilitySpec[];
  if (!capability) throw new Error(`the pack ${pack.name} asks for no capability`);
  const kinds = [...new Set(dependencies.map(({ kind }) => kind))];
  const imported = capabilityName.split(".")[0];
  return `import { bindCapability, childProcess, defineTarget${hasStreams(capability) ? ", logLines" : ""} } from "@chaos-packs/contract/target";
${kinds.map((kind) => `import { ${kind} } from "@chaos-packs/${kind}";\n`).join("")}import { ${imported} } from ${JSON.stringify(from)};

const dependencies = { ${dependencies.map((each) => dependencyLine(each, schema)).join(", ")} };

export const target = defineTarget({
  name: ${JSON.stringify(name)},
  dependencies,
  roles: {
    api: childProcess({
      command: ${JSON.stringify(command).replaceAll('","', '", "')},
      restart: "always",
      ready: { path: ${JSON.stringify(ready)} },
      env: ${environmentOf(dependencies, portVariable)},
    }),
  },
  capabilities: [
    bindCapability(${capabilityName}, dependencies, {
      operations: {
${parts(capability.operations, serve)}
      },
      // What is left out makes the scenarios that use it skip, with that reason.
      observations: {
${parts(capability.observations, observe)}
      },
      arrangements: {},
      traits: {
${parts(capability.traits, (_, { unit }) => String(SOME[unit]))}
      },
      // Map a moment to a pattern of a dependency: statement(…), httpRequest(…), command(…). null: there is none.
      moments: {
${parts(capability.moments, () => "null")}
      },
    }),
  ],
});
`;
}

/** A stream is a WebSocket when clients say something on it, and else server-sent events. */
function serve(part: string, { stream, sends }: { readonly stream?: boolean; readonly sends?: unknown }): string {
  const path = `path: "/${pathOf(part)}"`;
  if (!stream) return `(body) => ({ role: "api", method: "POST", ${path}, body })`;
  const withQuery = `path: \`/${pathOf(part)}?\${new URLSearchParams(query)}\``;
  const over = sends ? "websocket" : "server-sent events";
  return `(query) => ({ role: "api", over: "${over}", ${withQuery}, read: ({ data }) => data })`;
}

function observe(part: string, { stream }: { readonly stream?: boolean }): string {
  if (stream && part === "alerts") return "logLines(/^(?:warn|error): (.*)$/, ([, text], role) => ({ role, text }))";
  if (stream) return `logLines(/^${part}: (.*)$/, ([, json]) => JSON.parse(json))`;
  return `async ({ request }, body) => (await request({ role: "api", method: "POST", path: "/${pathOf(part)}", body })).body`;
}

interface Described {
  readonly description: string;
  readonly optional?: boolean;
}

/** One line of comment and one of code for each part that a target must have. */
function parts<P extends Described>(
  all: Readonly<Record<string, P>>,
  code: (part: string, described: P) => string,
): string {
  return Object.entries(all)
    .map(
      ([part, described]) =>
        `        // ${described.description.replaceAll(/\s+/g, " ")}\n        ${propertyName(part)}: ${code(part, described)},`,
    )
    .join("\n");
}

const pathOf = (part: string): string => part.replaceAll(/\W+/g, "-").toLowerCase();
const hasStreams = ({ observations }: CapabilitySpec): boolean =>
  Object.values(observations).some(({ stream }) => stream);
