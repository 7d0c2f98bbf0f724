/** Who the server runs as; empty: whoever runs this. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}
