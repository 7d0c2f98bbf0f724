/** A way from the client to the server: a proxy in a process of its own, or none. */
export interface Way<N extends string = string> extends AsyncDisposable {
  readonly name: N;
  readonly port: number;
  /** CPU time of its process so far, seconds; undefined where nobody can tell. */
  cpuSeconds(): Promise<number | undefined>;
}
