import { letters } from "../letters.ts";

// Type '"befor"' is not assignable to type 'Edge
export const anchor = letters.moment("letter is written", {}, { edge: "befor" });
