import type { DependencyFlags } from "../service/parse-dependencies.ts";
import type { RoleFlags } from "../service/parse-roles.ts";

/** What `init` has to know, each as its flag takes it. */
export interface Answers extends Required<RoleFlags>, Omit<DependencyFlags, "ready"> {
  readonly name: string;
  readonly pack: string;
  /** The variable with the port. */
  readonly port: string;
  /** Each `poolSize=10`. */
  readonly promise: readonly string[];
  /** The request of which a recording is made; absent: none is made. */
  readonly request?: string | undefined;
  readonly done?: string | undefined;
}

/** What flags said already; a list that is empty was not said. */
export type Given = Partial<Answers> &
  Pick<Answers, "start" | "ready" | "replicas" | "cwd" | "variable" | "http" | "promise">;
