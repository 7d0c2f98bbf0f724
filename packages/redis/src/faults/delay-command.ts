import type { Fault } from "@chaos-packs/contract";
import { type OnCommands, onCommands } from "./on-commands.ts";

/** Passes commands on so many ms later, and with them all that follows on their connection. */
export const delayCommand = ({ ms, ...where }: OnCommands & { readonly ms: number }): Fault =>
  onCommands("delay command", where, { delayMs: ms });
