import {
  anyOf,
  array,
  boolean,
  nullable,
  number,
  object,
  oneOf,
  record,
  type Schema,
  string,
} from "@chaos-packs/contract/kind";
import type { CommandMatch, PushedMatch } from "../rules/match.ts";

const payload = record(nullable(anyOf(string(), number(), boolean())));

/** Which commands, as an argument of a fault. */
export const commandMatchArg: Schema<CommandMatch> = object(
  {},
  {
    command: anyOf(string(), array(string())) as Schema<string | readonly string[]>,
    except: array(string()),
    key: string(),
    script: string(),
    payload,
  },
);

/** Which pushed messages, as an argument of a fault. */
export const pushedMatchArg: Schema<PushedMatch> = object({}, { channel: string(), payload });

/** The message at the anchor and no other. */
export const heldArg: Schema<"held"> = oneOf("held");
