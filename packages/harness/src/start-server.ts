import { setMaxListeners } from "node:events";
import { ChaosError, type DependencyKind, type DependencyServer, type StartContext } from "@chaos-packs/contract";
import { within } from "./within.ts";

/** The first start may fetch packages over a slow network, ms. */
const START_MS = 300_000;

/**
 * Starts the server of a dependency. One that is still starting when its time is over is given up, and closed if it comes
 * after all.
 *
 * @throws ChaosError SERVER_NOT_STARTED, and whatever the kind throws
 */
export async function startServer(
  kind: DependencyKind,
  context: StartContext,
  { withinMs = START_MS }: { readonly withinMs?: number } = {},
): Promise<DependencyServer> {
  const late = new AbortController();
  const signal = AbortSignal.any([context.signal, late.signal]);
  setMaxListeners(0, signal); // each of its lanes listens
  const starting = kind.start({ ...context, signal });
  try {
    return await within(withinMs, starting, () => notStarted(context.name, kind.kind, withinMs));
  } catch (error) {
    late.abort(error);
    void starting.then(
      (server) => server[Symbol.asyncDispose](),
      () => {}, // it has failed as well, and the reason is being thrown
    );
    throw error;
  }
}

const notStarted = (name: string, kind: string, withinMs: number): ChaosError =>
  new ChaosError("SERVER_NOT_STARTED", {
    expected: `the dependency ${name} (${kind}) to start within ${withinMs / 1_000} s`,
    came: "it had neither started nor failed",
    todo: "Look at what it waits for (a network that does not answer, a disk that hangs), or give a server by URL.",
  });
