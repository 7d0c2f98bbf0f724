import { array, defineCapability, integer, object, oneOf, string } from "@chaos-packs/contract";
import { postgres } from "@chaos-packs/postgres";
import { redis } from "@chaos-packs/redis";

/** What the planted mistakes are made with: a capability of a few parts. */
export const letters = defineCapability({
  name: "letters",
  description: "a service that sends letters",
  operations: {
    send: {
      description: "a letter is taken on",
      input: object({ to: string() }),
      output: object({ letter: string() }),
    },
    status: {
      description: "where a letter is",
      input: object({ letter: string() }),
      output: object({ state: oneOf("waiting", "sent") }),
      idempotent: true,
    },
  },
  observations: {
    delivered: { description: "what has arrived", output: object({ letters: array(string()) }) },
  },
  arrangements: {},
  traits: {
    leaseMs: { description: "how long a letter is kept from others", unit: "ms" },
  },
  moments: {
    "letter is written": {
      description: "a worker writes a letter",
      scope: object({ letter: string() }, { page: integer() }),
    },
  },
});

/** What its service stands on. */
export const dependencies = { postgres: postgres({ schema: "schema.sql" }), redis: redis() };
