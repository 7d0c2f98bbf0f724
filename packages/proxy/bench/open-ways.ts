import { haproxyVersion, openHaproxy } from "./haproxy.ts";
import type { LinkSkills } from "./processes/link.ts";
import type { PipeSkills } from "./processes/pipe.ts";
import { startProcess } from "./processes/process.ts";
import { openToxiproxy } from "./toxiproxy.ts";
import type { Way } from "./way.ts";

/** The ways to a server that this machine has. */
export interface OpenWays extends AsyncDisposable {
  readonly ways: readonly Way[];
  /** Those that it has not, and why. */
  readonly absent: Readonly<Record<string, string>>;
}

/** Opens every way to a server that this machine has, each in a process of its own. */
export async function openWays(upstream: number): Promise<OpenWays> {
  const ways: Way[] = [directly(upstream)];
  const close = async (): Promise<void> => {
    for (const way of ways.reverse()) await way[Symbol.asyncDispose]();
  };
  const toxiproxy = process.env["TOXIPROXY_URL"];
  const isHaproxyThere = haproxyVersion() !== undefined;
  try {
    ways.push(await openPipe(upstream));
    ways.push(await openLinkWay("link", upstream));
    ways.push(await openLinkWay("tapped link", upstream, { isTapped: true }));
    if (isHaproxyThere) ways.push(await openHaproxy(upstream));
    if (toxiproxy) ways.push(await openToxiproxy(toxiproxy, upstream));
  } catch (error) {
    await close();
    throw error;
  }
  const absent = {
    ...(!isHaproxyThere && { haproxy: "not on the PATH of this machine" }),
    ...(!toxiproxy && { toxiproxy: "TOXIPROXY_URL is not set" }),
  };
  return { ways, absent, [Symbol.asyncDispose]: close };
}

/** No proxy at all. */
export const directly = (port: number): Way<"direct"> => ({
  name: "direct",
  port,
  cpuSeconds: async () => undefined,
  async [Symbol.asyncDispose]() {},
});

/** The barest proxy that Node can be. */
export async function openPipe(upstream: number): Promise<Way<"pipe">> {
  const child = startProcess<PipeSkills>(new URL("./processes/pipe.ts", import.meta.url));
  return wayThrough("pipe", child, await child.ask("open", upstream));
}

/** A link, or one whose tap passes all on. */
export async function openLinkWay<N extends string>(
  name: N,
  upstream: number,
  how: { readonly isTapped?: boolean } = {},
): Promise<Way<N>> {
  const child = startProcess<LinkSkills>(new URL("./processes/link.ts", import.meta.url));
  return wayThrough(name, child, await child.ask("open", upstream, how));
}

/** A way whose proxy is a process of the bench. */
export const wayThrough = <N extends string>(
  name: N,
  child: { ask(skill: "cpuSeconds"): Promise<number> } & AsyncDisposable,
  port: number,
): Way<N> => ({
  name,
  port,
  cpuSeconds: () => child.ask("cpuSeconds"),
  [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
});
