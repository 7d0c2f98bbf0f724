import { type Adapter, ChaosError } from "@chaos-packs/contract";
import { remoteReplica } from "./remote-replica.ts";

/** Looks at services that already run; it can start and end nothing. */
export function openRemote(): Adapter {
  return {
    name: "remote",
    async start({ role }, signal) {
      signal.throwIfAborted();
      if (role.run === "remote") return remoteReplica(role.url);
      throw new ChaosError("NOT_REMOTE", {
        expected: "a role that is declared remote",
        came: `one that is run as "${role.run}"`,
        todo: "Use the adapter worker-thread or child-process, or declare the role with remote({ url }).",
      });
    },
    async [Symbol.asyncDispose]() {},
  };
}
