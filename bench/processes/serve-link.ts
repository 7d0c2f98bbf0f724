import type { DependencyKind, MomentPattern } from "@chaos-packs/contract";
import { serveParent } from "../../packages/proxy/bench/processes/process.ts";
import { startContext } from "./start-context.ts";

/** What a process with a tapped link can. */
export type TappedLinkSkills = {
  /** Opens the link to a server that runs, and a moment that is all that is asked, or nothing of it: where it listens. */
  open(url: string, asked: "wanted" | "unwanted"): Promise<number>;
};

/** Serves one link as a kind of dependency opens it, with its tap; what its moments want is looked at and passes. */
export function serveLink(
  kindAt: (url: string) => DependencyKind,
  patterns: Readonly<Record<"wanted" | "unwanted", MomentPattern<never>>>,
): void {
  const opened: AsyncDisposable[] = [];
  const keep = <T extends AsyncDisposable>(what: T): T => {
    opened.unshift(what);
    return what;
  };
  const skills: TappedLinkSkills = {
    async open(url, asked) {
      const kind = kindAt(url);
      const { context } = keep(await startContext(kind.kind, [patterns[asked]]));
      const server = keep(await kind.start(context));
      const lane = keep(await server.openLane("bench", context.signal));
      const by = { role: "bench", index: 0 };
      return keep(await lane.link({ by, watch: () => undefined, connection: () => {} })).port;
    },
  };
  serveParent(skills, async () => {
    for (const each of opened) await each[Symbol.asyncDispose]();
  });
}
