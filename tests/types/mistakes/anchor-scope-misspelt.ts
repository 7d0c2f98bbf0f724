import { letters } from "../letters.ts";

// 'leter' does not exist
export const anchor = letters.moment("letter is written", { leter: "1" });
