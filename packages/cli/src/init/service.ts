/** A server that a service stands on, and the variable in which the service looks for its address. */
export interface ServiceDependency {
  readonly kind: "postgres" | "redis" | "http";
  /** The target's name for it. */
  readonly name: string;
  readonly variable: string;
  /** Where an HTTP service runs already. */
  readonly url?: string;
}

/** A service as `init` is told of it. */
export interface Service {
  readonly name: string;
  readonly command: readonly string[];
  /** The path that answers 200 once it is ready. */
  readonly ready: string;
  /** The variable in which it looks for the port it is to listen on. */
  readonly portVariable: string;
  /** The file of its schema, as the target file names it. */
  readonly schema: string;
  readonly dependencies: readonly ServiceDependency[];
  /** The npm package of the pack. */
  readonly pack: string;
}
