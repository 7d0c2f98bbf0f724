import { failStatement } from "@chaos-packs/postgres";

// 'sqlstate' does not exist
export const fault = failStatement({ sqlstate: "40001" });
