/** A server that accepts connections, by the address of a database in which others may be created. */
export interface RunningServer extends AsyncDisposable {
  readonly url: string;
  readonly isOurs: boolean;
  readonly isRemoteAllowed: boolean;
}
