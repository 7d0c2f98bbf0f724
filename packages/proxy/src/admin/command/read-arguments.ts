import { ChaosError } from "@chaos-packs/contract/kind";
import { commandOptions, type Option } from "./options.ts";

/** Values of options by name; a switch is "true" or "false". */
export type Arguments = ReadonlyMap<string, string>;

const yes = ["1", "t", "T", "true", "TRUE", "True"];
const no = ["0", "f", "F", "false", "FALSE", "False"];

/** Reads a command line with the habits of Go's flags: one dash or two, `--name value` or `--name=value`. Throws OPTION_NOT_POSSIBLE. */
export function readArguments(words: readonly string[]): Arguments {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const [, name, inline] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const option = commandOptions.find((each) => each.name === name || (name === "h" && each.name === "help"));
    if (!option) refuse(`one of ${commandOptions.map((each) => `--${each.name}`).join(", ")}`, `${word} was given`);
    if (given.has(option.name)) refuse(`--${option.name} once`, "it was given twice");
    if (option.value === undefined) given.set(option.name, readSwitch(option, inline));
    else
      given.set(
        option.name,
        inline ?? words[++at] ?? refuse(`--${option.name} ${option.value}`, "the value is missing"),
      );
  }
  return given;
}

/** Throws OPTION_NOT_POSSIBLE. */
export function refuse(expected: string, came: string, todo = "See chaos-proxy --help."): never {
  throw new ChaosError("OPTION_NOT_POSSIBLE", { expected, came, todo });
}

function readSwitch({ name }: Option, value = "true"): string {
  if (yes.includes(value)) return "true";
  if (no.includes(value)) return "false";
  return refuse(`--${name}, true or false`, `it is ${JSON.stringify(value)}`);
}
