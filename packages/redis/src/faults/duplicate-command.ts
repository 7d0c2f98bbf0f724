import { defineFaultType, number, object } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { onCommands, onCommandsArgs } from "./on-commands.ts";
import { onStruckMessages } from "./on-messages.ts";

/** The server does commands again, so many `copies` (default 1) times, and the client is told of the first alone. Inside MULTI nothing is repeated. */
export const duplicateCommand = defineFaultType({
  name: "duplicate command",
  args: object({ ...onCommandsArgs.filled, copies: number() }, onCommandsArgs.optional),
  defaults: { ...onStruckMessages, copies: 1 },
  kind: redisKind,
  uses: ["links", "moments"],
  make: ({ copies, ...where }) => onCommands(where, { copies }),
});
