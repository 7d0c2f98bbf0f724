import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { ChaosError } from "@chaos-packs/contract";
import { newSeed } from "./new-seed.ts";
import type { AdapterName } from "./session.ts";

/** How a run of packs is made; each is a flag and an environment variable (`--only`, CHAOS_ONLY). */
export interface ChaosOptions {
  readonly list: boolean;
  /** Id of a scenario to be explained. */
  readonly explain: string | undefined;
  readonly pack: string | undefined;
  /** Ids (`kill-mid-chunk`, `worker-failures/kill-mid-chunk`), separated by commas. */
  readonly only: readonly string[];
  /** The subset that each pack has marked quick. */
  readonly quick: boolean;
  /** Everything, also where the test file or CHAOS_QUICK chooses less. */
  readonly full: boolean;
  readonly lanes: number;
  readonly repeat: number;
  readonly seed: number;
  readonly adapter: AdapterName;
  readonly coverage: boolean;
  readonly verbose: boolean;
  /** Where JUnit XML goes, if anywhere. */
  readonly junit: string | undefined;
  /** Whether a skip fails the run. */
  readonly failOnSkip: boolean;
}

const FLAGS = {
  list: { type: "boolean" },
  explain: { type: "string" },
  pack: { type: "string" },
  only: { type: "string" },
  quick: { type: "boolean" },
  full: { type: "boolean" },
  lanes: { type: "string" },
  parallel: { type: "string" },
  repeat: { type: "string" },
  seed: { type: "string" },
  adapter: { type: "string" },
  coverage: { type: "boolean" },
  verbose: { type: "boolean" },
  junit: { type: "string" },
  "fail-on-skip": { type: "boolean" },
} as const;

type FlagName = keyof typeof FLAGS;
type Values = Partial<Record<FlagName, string | boolean>>;

/** The most lanes: each has a database, a Redis and the roles of its own. */
const MOST_LANES = 128;
/** The most repetitions: enough to see one failure in a thousand; the plan of a run is held in memory. */
const MOST_REPEATS = 1_000;
/** Seeds are 32-bit numbers. */
const LARGEST_SEED = 2 ** 32 - 1;

const WORDS: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false,
};

/**
 * Reads flags, then environment variables for what no flag says. An environment variable that is set but empty counts as
 * not set (CI systems set inputs that nobody gave to an empty string); an empty flag is a mistake.
 *
 * @throws ChaosError BAD_OPTION
 */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): ChaosOptions {
  const given = new Given(parse(args), env);
  const quick = given.isOn("quick");
  const full = given.isOn("full");
  const lanes = given.count("lanes", MOST_LANES);
  const parallel = given.count("parallel", MOST_LANES);
  if (given.isFlag("quick") && given.isFlag("full"))
    throw badOption("--quick or --full", "both", "Leave one of them out.");
  if (lanes !== undefined && parallel !== undefined && lanes !== parallel)
    throw badOption(
      "--lanes and --parallel, which mean the same, to be equal",
      `${lanes} and ${parallel}`,
      "Pass one of them.",
    );
  return {
    list: given.isOn("list"),
    explain: given.text("explain"),
    pack: given.text("pack"),
    only: given.names("only"),
    quick: given.isFlag("full") ? false : quick,
    full: given.isFlag("quick") ? false : full,
    lanes: lanes ?? parallel ?? availableParallelism(),
    repeat: given.count("repeat", MOST_REPEATS) ?? 1,
    seed: given.count("seed", LARGEST_SEED) ?? newSeed(),
    adapter: adapterOf(given.text("adapter")),
    coverage: given.isOn("coverage"),
    verbose: given.isOn("verbose"),
    junit: given.text("junit"),
    failOnSkip: given.isOn("fail-on-skip"),
  };
}

/** What the flags say, and the environment where they say nothing. */
class Given {
  readonly #flags: Values;
  readonly #env: NodeJS.ProcessEnv;

  constructor(flags: Values, env: NodeJS.ProcessEnv) {
    this.#flags = flags;
    this.#env = env;
  }

  isFlag(name: FlagName): boolean {
    return this.#flags[name] === true;
  }

  /** Whether an option without a value is on. */
  isOn(name: FlagName): boolean {
    if (this.isFlag(name)) return true;
    const value = this.#variable(name);
    if (value === undefined) return false;
    const word = value.trim().toLowerCase();
    const isOn = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
    if (isOn !== undefined) return isOn;
    throw badOption(
      `${variableOf(name)} to be 1, true, yes or on, or 0, false, no or off`,
      `"${value}"`,
      "Set one of these, or unset it.",
    );
  }

  /** A text that is not empty; undefined when nothing is said. */
  text(name: FlagName): string | undefined {
    const value = this.#value(name);
    if (value === undefined || !/^[\s,]*$/.test(value)) return value?.trim();
    throw badOption(
      `a value for --${name}`,
      value.trim() === "" ? "an empty one" : `"${value}"`,
      `If it comes from a variable, check that the variable is set; leave --${name} out to use the default.`,
    );
  }

  /** Names, separated by commas. */
  names(name: FlagName): readonly string[] {
    const names = (this.text(name) ?? "").split(",").map((each) => each.trim());
    return names.filter((each) => each !== "");
  }

  /** A whole number from 1; undefined when nothing is said. */
  count(name: FlagName, most: number): number | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const read = Number(value);
    if (/^\d+$/.test(value) && read >= 1 && read <= most) return read;
    throw badOption(`--${name} to be a whole number from 1 to ${most}`, `"${value}"`, `Pass --${name} 1, for example.`);
  }

  #value(name: FlagName): string | undefined {
    const flag = this.#flags[name];
    return typeof flag === "string" ? flag : this.#variable(name);
  }

  /** Set but empty is not set. */
  #variable(name: FlagName): string | undefined {
    return this.#env[variableOf(name)] || undefined;
  }
}

const variableOf = (name: FlagName): string => `CHAOS_${name.toUpperCase().replaceAll("-", "_")}`;

function adapterOf(value = "worker-thread"): AdapterName {
  if (value === "worker-thread" || value === "child-process") return value;
  throw badOption("--adapter to be worker-thread or child-process", `"${value}"`, "Pass one of these two.");
}

function parse(args: readonly string[]): Values {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false, strict: true }).values;
  } catch (cause) {
    const known = Object.keys(FLAGS).map((name) => `--${name}`);
    throw badOption(
      `the options ${known.join(" ")}`,
      cause instanceof Error ? cause.message : String(cause),
      "Pass only these; a value that begins with - is written --name=-value.",
      cause,
    );
  }
}

const badOption = (expected: string, came: string, todo: string, cause?: unknown): ChaosError =>
  new ChaosError("BAD_OPTION", { expected, came, todo, cause });
