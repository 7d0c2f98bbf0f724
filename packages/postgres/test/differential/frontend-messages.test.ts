import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { serialize } from "pg-protocol";
import type { Exchange } from "../../src/tap/seen-statement.ts";
import { StatementTexts } from "../../src/tap/statement-texts.ts";
import { server } from "../frames.ts";
import { openTap } from "../open-tap.ts";
import { cutAt } from "./read-messages.ts";

const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 });
const text = fc.string().map((each) => each.replaceAll("\0", ""));
const value = fc.option(fc.oneof(text, fc.constant("y".repeat(5_000))), { nil: null });
const run = fc.record({
  /** Empty: a simple Query. */
  kind: fc.constantFrom("simple", "unnamed", "named", "portal"),
  sql: fc.constantFrom("select 1", "update t set a = $1", "insert into t values ($1, $2)"),
  values: fc.array(value, { maxLength: 8 }),
  bytes: fc.option(fc.uint8Array({ maxLength: 50 }), { nil: undefined }),
  isFlushed: fc.boolean(),
});

type Run = ReturnType<typeof run.generate>["value"];

/** What pg-protocol writes for it. */
function write({ kind, sql, values, bytes, isFlushed }: Run, at: number): Buffer {
  if (kind === "simple") return serialize.query(sql);
  const [statement, portal] = [kind === "named" ? `s${at}` : "", kind === "portal" ? `p${at}` : ""];
  return Buffer.concat([
    serialize.parse({ name: statement, text: sql, types: bytes ? [17] : [] }),
    serialize.bind({ statement, portal, values: bytes ? [Buffer.from(bytes), ...values] : [...values] }),
    serialize.describe({ type: "P", name: portal }),
    ...(isFlushed ? [serialize.flush()] : []),
    serialize.execute({ portal }),
    serialize.close({ type: "P", name: portal }),
    serialize.sync(),
  ]);
}

test("what pg-protocol writes for a client is seen with its text and its values, however the bytes are cut", () => {
  fc.assert(
    fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), places, (runs, cuts) => {
      const seen: { sql: string; parameters: readonly unknown[] }[] = [];
      const { tap, sentUp } = openTap({ texts: new StatementTexts(() => true) }, ({ edge, message }) => {
        const { sql, parameters } = (message as Exchange).statement;
        if (edge === "before") seen.push({ sql, parameters });
        return undefined;
      });
      const startup = serialize.startup({ user: "u", database: "d" });
      const bytes = Buffer.concat([startup, serialize.password("p"), ...runs.map(write), serialize.end()]);
      for (const chunk of cutAt(bytes, cuts)) tap.up(chunk);
      tap.down(server.welcome());
      assert.ok(sentUp().equals(bytes));
      assert.deepEqual(
        seen,
        runs.map(({ kind, sql, values, bytes: binary }) => ({
          sql,
          parameters:
            kind === "simple" ? [] : [...(binary ? [`\\x${Buffer.from(binary).toString("hex")}`] : []), ...values],
        })),
      );
    }),
    { numRuns: 300 },
  );
});
