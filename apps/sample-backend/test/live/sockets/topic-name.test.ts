import assert from "node:assert/strict";
import { test } from "node:test";
import { faultOfChannel, faultOfPattern } from "../../../src/live/sockets/topic-name.ts";

test("ordinary names of channels are taken", () => {
  for (const name of ["news", "room:1", "a/b?c=d&e", "größe", "*", "x".repeat(200)]) {
    assert.equal(faultOfChannel(name), undefined, name);
  }
});

test("names that cannot be are refused, with what is wrong with them", () => {
  for (const [name, words] of [
    ["", /empty/],
    ["x".repeat(201), /201 characters, more than 200/],
    ["two words", /white space/],
    ["line\nbreak", /white space/],
    ["bell\u0007", /control/],
    [7, /not by number/],
    [null, /not by null/],
  ] as const) {
    assert.match(faultOfChannel(name) ?? "", words);
  }
});

test("patterns know * and ? and no more", () => {
  assert.equal(faultOfPattern("room:*"), undefined);
  assert.equal(faultOfPattern("room:?"), undefined);
  assert.match(faultOfPattern("room:[12]") ?? "", /no more/);
  assert.match(faultOfPattern("") ?? "", /pattern is empty/);
});
