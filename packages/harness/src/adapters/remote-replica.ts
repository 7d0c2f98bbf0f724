import { ChaosError, type ExitReason, type RunningReplica } from "@chaos-packs/contract";

/** A service that already runs: it is only looked at. Every fault on it is refused with REMOTE_CANNOT_BE_KILLED. */
export function remoteReplica(url: string): RunningReplica {
  let letGo: (reason: ExitReason) => void = () => {};
  const exited = new Promise<ExitReason>((resolve) => {
    letGo = resolve;
  });
  const refuse = async (): Promise<never> => {
    throw new ChaosError("REMOTE_CANNOT_BE_KILLED", {
      expected: "a role that this machine runs itself",
      came: `a remote one at ${url}`,
      todo: "Declare the role as a worker thread or a child process to strike it.",
    });
  };
  return {
    exited,
    kill: refuse,
    stall: refuse,
    resume: refuse,
    stop: refuse,
    async [Symbol.asyncDispose]() {
      letGo({ how: "ended", reason: "no longer looked at; it runs on" });
    },
  };
}
