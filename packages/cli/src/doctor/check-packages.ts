import { type Check, missing, well } from "./finding.ts";
import { resolvePackage } from "./resolve-package.ts";

/** The harness and the contract must be installed where the tests stand. */
export const checkPackages: Check = async ({ folder }) => {
  const absent = ["@chaos-packs/harness", "@chaos-packs/contract"].filter((name) => !resolvePackage(name, folder));
  return [
    absent.length === 0
      ? well("harness and contract are installed")
      : missing(`${absent.join(" and ")} not installed here`, `npm install --save-dev ${absent.join(" ")}`),
  ];
};
