import assert from "node:assert/strict";
import { test } from "node:test";
import { scopesIn } from "@chaos-packs/contract/kind";
import { definedScopes } from "../src/read-scope.ts";

test("keys without a value are left out, of one scope and of several", () => {
  assert.deepEqual(definedScopes({ job: "7", chunk: null, page: undefined }), { job: "7" });
  assert.deepEqual(
    definedScopes([
      { job: "7", chunk: null },
      { job: "8", chunk: 0 },
    ]),
    [{ job: "7" }, { job: "8", chunk: 0 }],
  );
});

test("what is not the moment has no scope, and neither has a message about none of several things", () => {
  assert.deepEqual(scopesIn(definedScopes(undefined)), []);
  assert.deepEqual(scopesIn(definedScopes([])), []);
  assert.deepEqual(scopesIn(definedScopes({})), [{}]);
});
