/** What a heartbeat keeps alive. */
export interface Lease extends Disposable {
  /** Aborted when the lease is known to be lost. */
  readonly lost: AbortSignal;
  /** Resolves while the lease is surely held; rejects with a `Failure` of kind `lost` when it is not. */
  verify(): Promise<void>;
}
