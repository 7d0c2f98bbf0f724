import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ChaosError } from "@chaos-packs/contract";
import type { Service } from "../service/service.ts";
import { variableIn } from "../service/variable-in.ts";
import type { Recorded } from "./suggest/recorded.ts";

const PASSED_OVER = new Set(["node_modules", ".git", "chaos", "reports", ".venv", "vendor"]);
const DEEPEST = 6;

/**
 * Refuses a dependency to which nobody spoke, and whose variable stands in no file: the service would speak to something else.
 *
 * @throws ChaosError VARIABLE_NOT_READ
 */
export async function checkVariables(service: Service, { messages }: Recorded, folder: string): Promise<void> {
  for (const dependency of service.dependencies) {
    if (messages.some((message) => message.dependency === dependency.name)) continue;
    const variables = [...new Set(service.roles.map((role) => variableIn(role, dependency)))];
    if (await isSomewhere(variables, folder, DEEPEST)) continue;
    throw new ChaosError("VARIABLE_NOT_READ", {
      expected: `a program that finds ${dependency.name} in ${variables.join(" or ")}`,
      came: `nobody spoke to ${dependency.name}, and the name stands in no file of ${folder}`,
      todo: "Nothing was written. Name the variable that the service reads, or leave the dependency out.",
    });
  }
}

async function isSomewhere(words: readonly string[], folder: string, deep: number): Promise<boolean> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (deep > 0 && !PASSED_OVER.has(entry.name) && (await isSomewhere(words, path, deep - 1))) return true;
    } else if (entry.isFile()) {
      const text = await readFile(path, "utf8");
      if (words.some((word) => text.includes(word))) return true;
    }
  }
  return false;
}
