/** A Redis server program, and what its environment needs beside ours. */
export interface RedisBinary {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}
