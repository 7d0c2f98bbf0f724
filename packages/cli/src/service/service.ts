/** A server that a service stands on. */
export type ServiceDependency = {
  /** The target's name for it. */
  readonly name: string;
  /** The environment variable in which programs look for its address. */
  readonly variable: string;
} & (
  | { readonly kind: "postgres"; readonly schema: string }
  | { readonly kind: "redis" }
  | {
      readonly kind: "http";
      readonly at: { readonly url: string } | { readonly command: readonly string[] };
      /** Of a program of its own: how it tells that it is ready. */
      readonly ready?: ReadyWhen;
    }
);

/** How a role tells that it is ready: it answers 200 on a path, or writes a line with a text; absent: nothing is known. */
export type ReadyWhen = { readonly path: string } | { readonly line: string };

/** One program of a service. */
export interface ServiceRole {
  readonly name: string;
  readonly command: readonly string[];
  /** Its folder, from that of the service. */
  readonly cwd: string;
  readonly replicas: number;
  readonly ready?: ReadyWhen;
  /** By dependency: the variable in which this role looks for its address, where it is not that of the others. */
  readonly variables: Readonly<Record<string, string>>;
}

/** A service as flags or answers describe it. */
export interface Service {
  readonly name: string;
  readonly roles: readonly ServiceRole[];
  readonly dependencies: readonly ServiceDependency[];
  /** The variable in which its programs look for the port that they are to listen on. */
  readonly portVariable: string;
}
