import { letters } from "../letters.ts";

// Argument of type '"letter is read"' is not assignable to parameter of type '"letter is written"'
export const anchor = letters.moment("letter is read");
