import { array, defineCapability, object, string } from "@chaos-packs/contract/pack";

const letter = object({ letter: string({ description: "the id that the client gave it" }) });

/** What the pack needs of a target: a service that takes letters on and hands each to a post office, once. */
export const outbox = defineCapability({
  name: "outbox",
  description: "Letters that are handed to a post office exactly once",
  operations: {
    send: { description: "Takes a letter on; answers when the post office has it.", input: letter, output: letter },
  },
  observations: {
    delivered: {
      description: "What the post office holds.",
      input: object({}),
      output: object({ letters: array(string()) }),
    },
  },
  arrangements: {},
  traits: {},
  moments: {
    "letter is handed over": { description: "the post office is given a letter", scope: letter },
  },
});
