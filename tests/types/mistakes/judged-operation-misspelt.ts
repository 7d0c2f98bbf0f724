import { emptyHistory, seen } from "@chaos-packs/contract";
import { letters } from "../letters.ts";

// Argument of type '"sned"' is not assignable to parameter of type
export const calls = seen(emptyHistory, letters).calls("sned");
