import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/** The server does commands again, so many `copies` (default 1) times, and the client is told of the first alone. Inside MULTI nothing is repeated. */
export const duplicateCommand = ({ copies = 1, ...where }: OnCommands & { readonly copies?: number } = {}): Fault =>
  onCommands("duplicate command", where, { copies });
