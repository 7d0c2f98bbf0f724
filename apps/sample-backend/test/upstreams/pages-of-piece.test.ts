import assert from "node:assert/strict";
import { test } from "node:test";
import { pagesOfPiece } from "../../src/upstreams/pages-of-piece.ts";

test("a piece has one to three pages, the same each time it is read, and other pieces have others", () => {
  for (let index = 0; index < 50; index++) {
    const pages = pagesOfPiece(`piece ${index}`, "seen");
    assert.ok(pages.length >= 1 && pages.length <= 3);
    assert.deepEqual(
      pages.map(({ page }) => page),
      pages.map((_, at) => at + 1),
    );
    assert.deepEqual(pagesOfPiece(`piece ${index}`, "seen"), pages);
    assert.notDeepEqual(pagesOfPiece(`piece ${index} of another`, "seen"), pages);
  }
});
