// Prints, for each folder given, the rules of this repository that it breaks. A process of its own, without tsx: under
// tsx dependency-cruiser gets another copy of swc's visitor than the one that the configuration mends.
import { cruise } from "dependency-cruiser";
import configuration from "../../.dependency-cruiser.mjs";

const { options, ...ruleSet } = configuration;
const broken = {};
for (const baseDir of process.argv.slice(2)) {
  const { output } = await cruise(["packages", "apps"], { ...options, baseDir, ruleSet, validate: true });
  broken[baseDir] = [...new Set(output.summary.violations.map(({ rule }) => rule.name))].sort();
}
console.log(JSON.stringify({ rules: configuration.forbidden.map(({ name }) => name).sort(), broken }));
