import { defineKind } from "@chaos-packs/contract/kind";
import type { PostgresControl } from "./lane/control.ts";
import type { PostgresRule } from "./rules/postgres-rule.ts";

/** Postgres as its faults know it. */
export const postgresKind = defineKind<{ readonly control: PostgresControl; readonly rule: PostgresRule }>("postgres");
