/**
 * How it is known that a role is ready: it answers 200 on a path, writes a line, or has run for so many ms without ending.
 * The last is for programs that say nothing of themselves: whether they are ready then is only likely.
 */
export type Ready = { readonly path: string } | { readonly output: RegExp } | { readonly runsForMs: number };

/** What a replica's environment is made from. */
export interface EnvironmentAt<Name extends string = string> {
  /** Address of each dependency, by the target's name for it. */
  readonly url: Readonly<Record<Name, string>>;
  /** The port it is to listen on. */
  readonly port: number;
  /** A folder of its own for temporary files, empty at its first start, kept through restarts. */
  readonly directory: string;
  readonly index: number;
}

interface RoleOptions {
  /** Default 1. */
  readonly replicas?: number;
  /** `never`: a dead replica comes back only when a fault heals. `always`: the harness plays the supervisor. Default never. */
  readonly restart?: "never" | "always";
  readonly ready: Ready;
  /** ms until it must be ready; default 10,000. */
  readonly readyWithinMs?: number;
  /** ms that a stop may take, where no capability promises its own. Default bound: 2,000. */
  readonly graceMs?: number;
  /** Most connections of one replica, by dependency. Default bound: the pool size that a capability promises, or what the faultless baselines showed, and 8 more. */
  readonly connections?: Readonly<Record<string, number>>;
  /** Most dials a second of one replica to one dependency. Default bound: 20, or twice the pool size when that is more. */
  readonly dialsPerSecond?: number;
}

type Env<Name extends string> = (at: EnvironmentAt<Name>) => Readonly<Record<string, string>>;

/** What of a Node program is read in another form than it has on the disk: how a defect gets into it. */
export interface EditedProgram {
  /** Text by the path of the file. */
  readonly files: ReadonlyMap<string, string>;
  /** The folder in which its bundles are kept; whoever made it removes it. */
  readonly bundles: string;
}

/** One program of the target; `Name` are the names of the dependencies of which its environment has the addresses. */
export type Role<Name extends string = string> = RoleOptions &
  (
    | {
        readonly run: "node";
        readonly entry: URL;
        readonly env: Env<Name>;
        /** Set by the harness, when it proves that a defect is caught. */
        readonly edited?: EditedProgram;
      }
    | { readonly run: "command"; readonly command: readonly string[]; readonly cwd?: string; readonly env: Env<Name> }
    | { readonly run: "remote"; readonly url: string }
  );

/** A Node program, by its entry module: run in a worker thread, or with `--adapter child-process` as a process. */
export const workerThread = <Name extends string = string>(
  options: RoleOptions & { readonly entry: URL; readonly env: Env<Name> },
): Role<Name> => ({
  run: "node",
  ...options,
});

/** A program in any language, by its command line (no shell). */
export const childProcess = <Name extends string = string>(
  options: RoleOptions & { readonly command: readonly string[]; readonly cwd?: string; readonly env: Env<Name> },
): Role<Name> => ({ run: "command", ...options });

/** A service that already runs. It cannot be killed or stalled, and its links are those it was configured with. */
export const remote = (options: RoleOptions & { readonly url: string }): Role => ({ run: "remote", ...options });
