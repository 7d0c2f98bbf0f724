import { defineKind } from "@chaos-packs/contract/kind";
import type { HttpRule } from "./rules/http-rule.ts";

/** HTTP services as their faults know them; nothing can be done to the service itself. */
export const httpKind = defineKind<{ readonly control: undefined; readonly rule: HttpRule }>("http");
