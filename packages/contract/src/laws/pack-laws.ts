import { contractFaults } from "../faults/contract-faults.ts";
import type { Pack } from "../pack.ts";
import { runsOf } from "../scenario.ts";
import { CONTRACT_VERSION } from "../version.ts";
import { capabilityLaws } from "./capability-laws.ts";
import { fileLaws, invariantsIn, type PackModules } from "./file-laws.ts";
import { invariantLaws } from "./invariant-laws.ts";
import { type Law, must } from "./law.ts";
import { runLaws } from "./run-laws.ts";

/** Of so many scenarios some are quick, and not most. */
const MANY = 10;

/** A time, a share or a size in digits: what one target promises, and another does not. */
const OF_ONE_TARGET = /\b\d+([.,]\d+)?\s?(%|(ms|milliseconds?|s|seconds?|minutes?|bytes?|[KMG]i?B)\b)/;
/** A promise that can only be understood beside another. */
const REFERS_TO_ANOTHER = /^the same\b/i;

/**
 * The laws that every pack keeps, to be run as tests: `for (const { title, check } of packLaws(pack)) test(title, check)`.
 * With the modules of its folders no file is forgotten, and invariants that no scenario names yet are judged, too.
 */
export function packLaws(pack: Pack, modules: PackModules = {}): readonly Law[] {
  const { name, capabilities, scenarios } = pack;
  const runs = Object.entries(scenarios).flatMap(([id, scenario]) => runsOf(id, scenario));
  const used = runs.flatMap(({ invariants }) => invariants);
  const invariants = [...new Set([...used, ...invariantsIn(modules.invariants)])];
  return [
    {
      title: `${name} is a pack of this contract`,
      check() {
        must(
          pack.contract === CONTRACT_VERSION,
          `it is written for contract ${pack.contract}, this is ${CONTRACT_VERSION}`,
        );
        for (const [id, { promise }] of Object.entries(scenarios)) {
          must(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id), `the id "${id}" is not in kebab-case`);
          must(promise.trim() !== "", `${id} promises nothing`);
          const own = OF_ONE_TARGET.exec(promise)?.[0];
          must(
            own === undefined,
            `the promise of ${id} says "${own}", which holds for one target only: name the trait`,
          );
          must(!REFERS_TO_ANOTHER.test(promise), `the promise of ${id} is not complete by itself`);
        }
      },
    },
    {
      title: `${name} marks some scenarios as quick, and not most`,
      check() {
        const all = Object.values(scenarios);
        const quick = all.filter((scenario) => scenario.quick).length;
        must(all.length < MANY || (quick > 0 && quick < all.length / 2), `${quick} of ${all.length} are quick`);
      },
    },
    {
      title: `no two invariants of ${name} have one name`,
      check() {
        const names = invariants.map((invariant) => invariant.name);
        const twice = names.find((each, index) => names.indexOf(each) !== index);
        must(twice === undefined, `two are named "${twice}"`);
      },
    },
    {
      title: `no two types of faults of ${name} have one name, nor that of one of the contract`,
      check() {
        const names = [...contractFaults, ...(pack.faults ?? [])].map((type) => type.name);
        const twice = names.find((each, index) => names.indexOf(each) !== index);
        must(twice === undefined, `two are named "${twice}"`);
      },
    },
    ...capabilities.flatMap(capabilityLaws),
    ...fileLaws(pack, modules),
    ...runs.flatMap((run) => runLaws(run, capabilities, pack.faults)),
    ...invariants.flatMap((invariant) => invariantLaws(invariant, capabilities)),
  ];
}
