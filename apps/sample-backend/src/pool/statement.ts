/** A statement with its bound parameters; where it has a name it is prepared under it, once for each connection. */
export interface Statement {
  readonly name?: string;
  readonly text: string;
}
