import type { ChunkPages } from "./read-results.ts";

/** A box of the merged document; its page is counted through the whole document. */
export interface Box {
  readonly chunk: number;
  readonly page: number;
  readonly text: string;
}

/** Numbers the pages of all chunks through the document, in the order of the chunks and of the pages within each. */
export function numberPages(chunks: readonly ChunkPages[]): readonly Box[] {
  let before = 0;
  return [...chunks]
    .sort((a, b) => a.chunk - b.chunk)
    .flatMap(({ chunk, pages }) => {
      const sorted = [...pages].sort((a, b) => a.page - b.page);
      const boxes = sorted.map(({ page, text }) => ({ chunk, page: before + page, text }));
      before += sorted.at(-1)?.page ?? 0;
      return boxes;
    });
}
