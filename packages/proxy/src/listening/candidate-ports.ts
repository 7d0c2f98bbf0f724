import { claimPortBlock } from "./port-block.ts";

let ports: readonly number[] = [];
let filling: Promise<void> | undefined;
let isExhausted = false;

async function fill(): Promise<void> {
  ports = await claimPortBlock();
  isExhausted = ports.length === 0;
  filling = undefined;
}

/** The next port of this process's own blocks that it has not tried yet; undefined when there is none left. */
export async function candidatePort(): Promise<number | undefined> {
  while (ports.length === 0) {
    if (isExhausted) return undefined;
    filling ??= fill(); // whoever comes meanwhile waits for the same block
    await filling;
  }
  const [port, ...rest] = ports;
  ports = rest;
  return port;
}
