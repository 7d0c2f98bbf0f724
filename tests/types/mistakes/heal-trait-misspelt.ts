import { letters } from "../letters.ts";

// Argument of type '"leaseMS"' is not assignable to parameter of type '"leaseMs"'
export const heal = letters.after("leaseMS", 2);
