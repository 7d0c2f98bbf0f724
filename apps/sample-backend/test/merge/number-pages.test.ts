import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { numberPages } from "../../src/merge/number-pages.ts";

const page = (number: number, text = `t${number}`) => ({ page: number, text });

test("pages are counted through the document in the order of the chunks, whatever order they come in", () => {
  const boxes = numberPages([
    { chunk: 2, pages: [page(1, "c")] },
    { chunk: 1, pages: [page(2, "b"), page(1, "a")] },
    { chunk: 3, pages: [page(1, "d"), page(2, "e")] },
  ]);
  assert.deepEqual(boxes, [
    { chunk: 1, page: 1, text: "a" },
    { chunk: 1, page: 2, text: "b" },
    { chunk: 2, page: 3, text: "c" },
    { chunk: 3, page: 4, text: "d" },
    { chunk: 3, page: 5, text: "e" },
  ]);
});

test("a document's pages are 1 to their number, without a gap or a repeat", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 20 }), (sizes) => {
      const chunks = sizes.map((size, index) => ({
        chunk: index + 1,
        pages: Array.from({ length: size }, (_, at) => page(at + 1)),
      }));
      const total = sizes.reduce((sum, size) => sum + size, 0);
      assert.deepEqual(
        numberPages(chunks).map((box) => box.page),
        Array.from({ length: total }, (_, at) => at + 1),
      );
    }),
  );
});
