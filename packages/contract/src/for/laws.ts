/**
 * The laws that packs, invariants and their files keep, to be run as tests.
 *
 * @module
 */
export { type AnyTarget, anyTargetLaws } from "../laws/any-target-laws.ts";
export type { PackModules } from "../laws/file-laws.ts";
export { invariantLaws } from "../laws/invariant-laws.ts";
export type { Law } from "../laws/law.ts";
export { packLaws } from "../laws/pack-laws.ts";
export { faultTypesIn, type Modules, modulesIn } from "../node/modules-in.ts";
