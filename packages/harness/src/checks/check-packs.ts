import { ChaosError, CONTRACT_VERSION, type Pack, type Scenario } from "@chaos-packs/contract";

/** Throws a coded error for a pack that cannot be used: malformed, of another contract version, or named twice. */
export function checkPacks(packs: readonly Pack[]): void {
  const names = new Set<string>();
  for (const pack of packs) {
    checkForm(pack);
    if (names.has(pack.name)) {
      throw new ChaosError("DUPLICATE_PACK", {
        expected: "each pack once",
        came: `"${pack.name}" twice`,
        todo: "Register it once.",
      });
    }
    names.add(pack.name);
  }
}

function checkForm(pack: Pack): void {
  if (
    typeof pack !== "object" ||
    pack === null ||
    typeof pack.name !== "string" ||
    typeof pack.scenarios !== "object" ||
    pack.scenarios === null ||
    !Array.isArray(pack.capabilities)
  ) {
    throw new ChaosError("MALFORMED_PACK", {
      expected: "an object with name, contract, capabilities and scenarios",
      came:
        typeof pack === "object" && pack !== null
          ? `one with ${Object.keys(pack).join(", ") || "nothing"}`
          : String(pack),
      todo: "Make it with definePack() and pass the pack itself, not its module.",
    });
  }
  if (pack.contract !== CONTRACT_VERSION) {
    throw new ChaosError("CONTRACT_MISMATCH", {
      expected: `the pack ${pack.name} to be written for contract version ${CONTRACT_VERSION}`,
      came: `version ${pack.contract}`,
      todo: "Install versions of the pack and of @chaos-packs/harness that have the same contract.",
    });
  }
  for (const [id, scenario] of Object.entries(pack.scenarios)) {
    if (!isWhole(scenario)) {
      throw new ChaosError("MALFORMED_SCENARIO", {
        expected: `${pack.name}/${id} to have promise, workload, schedule (of steps) and invariants`,
        came: scenario ? `one with ${Object.keys(scenario).join(", ")}` : String(scenario),
        todo: "Make it with defineScenario(); each step of a schedule is { at: anchor, inject: fault, heal? }.",
      });
    }
  }
}

function isWhole(scenario: Scenario | undefined): boolean {
  if (!scenario || typeof scenario.promise !== "string") return false;
  const { variants = {}, ...body } = scenario;
  return [body, ...Object.values(variants).map((own) => ({ ...body, ...own }))].every(
    ({ workload, schedule, invariants }) =>
      typeof workload?.run === "function" &&
      Array.isArray(schedule) &&
      schedule.every((step) => typeof step?.at?.moment === "string" && typeof step.inject?.inject === "function") &&
      Array.isArray(invariants) &&
      invariants.every((invariant) => typeof invariant?.check === "function"),
  );
}
