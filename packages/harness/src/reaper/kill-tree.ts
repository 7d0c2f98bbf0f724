import { descendantsOf } from "./descendants.ts";
import { signalGroup, signalProcess } from "./signal-group.ts";

/**
 * Ends a process, all that descend from it, and every group that one of them leads, with SIGKILL. Descendants are looked
 * up first: once their parent is dead nothing tells whose they were.
 */
export function killTree(pid: number): void {
  const descendants = descendantsOf(pid);
  for (const each of [pid, ...descendants]) {
    signalGroup(each, "SIGKILL");
    signalProcess(each, "SIGKILL");
  }
}
