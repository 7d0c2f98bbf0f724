/** The result of a chunk as its row refers to it. */
export interface StoredResult {
  readonly key: string;
  readonly sum: string;
}
