import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { ChaosError } from "@chaos-packs/contract";
import { newSeed } from "./random.ts";
import type { AdapterName } from "./session.ts";

/** How a run of packs is made; each is a flag and an environment variable (`--only`, CHAOS_ONLY). */
export interface ChaosOptions {
  readonly list: boolean;
  /** Id of a scenario to be explained. */
  readonly explain: string | undefined;
  readonly pack: string | undefined;
  /** Ids (`kill-mid-chunk`, `worker-failures/kill-mid-chunk`), separated by commas. */
  readonly only: readonly string[];
  readonly quick: boolean;
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
  lanes: { type: "string" },
  repeat: { type: "string" },
  seed: { type: "string" },
  adapter: { type: "string" },
  coverage: { type: "boolean" },
  verbose: { type: "boolean" },
  junit: { type: "string" },
  "fail-on-skip": { type: "boolean" },
} as const;

/** Reads flags, then environment variables for what no flag says. Throws BAD_OPTION. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): ChaosOptions {
  const flags = parse(args);
  const text = (name: keyof typeof FLAGS): string | undefined => {
    const flag = flags[name];
    const value = typeof flag === "string" ? flag : env[`CHAOS_${name.toUpperCase().replaceAll("-", "_")}`];
    return value === "" ? undefined : value;
  };
  const isSet = (name: keyof typeof FLAGS): boolean =>
    flags[name] === true ||
    !["", "0", "false", undefined].includes(env[`CHAOS_${name.toUpperCase().replaceAll("-", "_")}`]);
  const count = (name: "lanes" | "repeat" | "seed", fallback: number): number => {
    const value = text(name);
    if (value === undefined) return fallback;
    const read = Number(value);
    if (Number.isInteger(read) && read >= 1) return read;
    throw new ChaosError("BAD_OPTION", {
      expected: `--${name} to be a whole number from 1`,
      came: `"${value}"`,
      todo: "Mend it.",
    });
  };
  const adapter = text("adapter") ?? "worker-thread";
  if (adapter !== "worker-thread" && adapter !== "child-process") {
    throw new ChaosError("BAD_OPTION", {
      expected: "--adapter to be worker-thread or child-process",
      came: `"${adapter}"`,
      todo: "Mend it.",
    });
  }
  return {
    list: isSet("list"),
    explain: text("explain"),
    pack: text("pack"),
    only: (text("only") ?? "").split(",").filter((id) => id !== ""),
    quick: isSet("quick"),
    lanes: count("lanes", availableParallelism()),
    repeat: count("repeat", 1),
    seed: count("seed", newSeed()),
    adapter,
    coverage: isSet("coverage"),
    verbose: isSet("verbose"),
    junit: text("junit"),
    failOnSkip: isSet("fail-on-skip"),
  };
}

function parse(args: readonly string[]): Partial<Record<keyof typeof FLAGS, string | boolean>> {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false, strict: true }).values;
  } catch (cause) {
    throw new ChaosError("BAD_OPTION", {
      expected: `the options ${Object.keys(FLAGS)
        .map((name) => `--${name}`)
        .join(" ")}`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "See the README, section Options.",
      cause,
    });
  }
}
