// Imports run one way: contract ← proxy ← wire ← postgres, redis, http ← pack-*; contract, proxy, wire ← harness; contract ← machine; everything ← the
// sample backend's chaos folder. Read with swc, because TypeScript 7 offers no parser to others; so imports of types
// count like any other, and no build is needed: an unbuilt package shows as its name instead of its file.
import visitorModule from "@swc/core/Visitor.js";

// swc's own visitor, which dependency-cruiser walks with, does not know `await using` yet.
const { prototype } = visitorModule.Visitor;
const { visitStatement } = prototype;
prototype.visitStatement = function (statement) {
  if (statement.type !== "UsingDeclaration") return visitStatement.call(this, statement);
  statement.decls = this.visitVariableDeclarators(statement.decls);
  return statement;
};

/** A pattern for modules of some of our packages, wherever they were resolved to. */
const ours = (names) => `^(packages/|@chaos-packs/|node_modules/@chaos-packs/)(${names})(/|$)`;
const anyOfOurs = ours("[^/]+");
const app = "^(apps/|@chaos-packs/sample-backend)";

/** A rule by which sources of `from` see no package of ours but `allowed`, and nothing of the apps. */
const seesOnly = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: "error",
  from: { path: `^packages/${from}/(src|test|fuzz)/` },
  to: { path: `${anyOfOurs}|${app}`, pathNot: ours(allowed) },
});

export default {
  forbidden: [
    {
      name: "contract-imports-nothing",
      comment:
        "The contract is what all agree on: it stands on nothing but, where packs read their own folders, on Node.",
      severity: "error",
      from: { path: "^packages/contract/src/", pathNot: "^packages/contract/src/node/" },
      to: { pathNot: "^packages/contract/src/" },
    },
    {
      name: "contract-reads-folders",
      comment: "Its folder node/ uses Node's own modules, and no package.",
      severity: "error",
      from: { path: "^packages/contract/src/node/" },
      to: { pathNot: "^packages/contract/src/", dependencyTypesNot: ["core"] },
    },
    seesOnly("machine-sees-contract", "machine", "contract|machine", "Everybody may ask where things are kept."),
    seesOnly("proxy-sees-contract", "proxy", "contract|proxy", "The proxy is usable alone."),
    seesOnly("wire-sees-proxy", "wire", "contract|proxy|wire", "What taps share knows no protocol."),
    seesOnly(
      "postgres-sees-wire",
      "postgres",
      "contract|machine|proxy|wire|postgres",
      "No kind of dependency knows another.",
    ),
    seesOnly("redis-sees-wire", "redis", "contract|machine|proxy|wire|redis", "No kind of dependency knows another."),
    seesOnly("http-sees-wire", "http", "contract|proxy|wire|http", "No kind of dependency knows another."),
    seesOnly(
      "cli-sees-contract",
      "cli",
      "contract|machine|cli",
      "It runs in folders where nothing else is installed yet.",
    ),
    seesOnly(
      "harness-names-no-kind",
      "harness",
      "contract|machine|proxy|wire|harness",
      "The harness names no pack and no kind.",
    ),
    seesOnly(
      "pack-sees-no-harness",
      "(pack-[^/]+)",
      "contract|proxy|postgres|redis|http|pack-[^/]+",
      "A pack is data for any harness: it sees neither the harness nor the app.",
    ),
    {
      name: "pack-sees-no-other-pack",
      comment: "Packs are versioned apart.",
      severity: "error",
      from: { path: "^packages/(pack-[^/]+)/" },
      to: { path: ours("pack-[^/]+"), pathNot: ours("$1") },
    },
    {
      name: "service-knows-no-chaos",
      comment: "The service under test is an ordinary service: nothing is imported into it.",
      severity: "error",
      from: { path: "^apps/[^/]+/src/" },
      to: { path: `${anyOfOurs}|^apps/[^/]+/(chaos|defects)/` },
    },
    {
      name: "no-cycles",
      comment: "Types count too; only the list of a service's swappable parts is typed by what takes that list.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { pathNot: "^apps/[^/]+/src/(.+/)?([a-z]+-)?parts\\.ts$" } },
    },
    {
      name: "no-orphans",
      comment: "A source that nothing imports and that imports nothing is forgotten.",
      severity: "error",
      from: { orphan: true, path: "^(packages|apps)/[^/]+/src/", pathNot: "\\.d\\.ts$" },
      to: {},
    },
    {
      name: "no-missing-modules",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^@chaos-packs/|/dist/" },
    },
    {
      name: "sources-use-no-dev-dependency",
      severity: "error",
      from: { path: "^packages/[^/]+/src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg"], pathNot: "^packages/[^/]+/(src|dist)/|@chaos-packs/" },
    },
  ],
  options: {
    parser: "swc",
    doNotFollow: { path: "node_modules|/dist/" },
    exclude: { path: "^(packages|apps)/[^/]+/(dist|coverage|reports)/.*\\.d\\.ts$" },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "default"],
      extensions: [".ts", ".js"],
    },
  },
};
