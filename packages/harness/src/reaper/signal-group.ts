/** Sends a signal to the process group that `pid` leads. False: there is no such group any more. */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  return send(-pid, signal);
}

/** Sends a signal to one process. False: it has ended. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  return send(pid, signal);
}

function send(pid: number, signal: NodeJS.Signals): boolean {
  if (Math.abs(pid) <= 1) return false; // 0 and -1 would mean this group, or everybody
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
    throw error;
  }
}
