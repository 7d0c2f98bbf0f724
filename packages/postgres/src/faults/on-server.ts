import {
  ChaosError,
  defineFault,
  type Fate,
  type Fault,
  type Json,
  type LinkRef,
  linkAsJson,
  type World,
} from "@chaos-packs/contract";
import type { PostgresControl, ServerControl } from "../lane/control.ts";

/** On which server a fault strikes: by default that of the held message. */
export interface OnServer {
  readonly link?: LinkRef;
  readonly fate?: Fate;
}

/** How a fault on a server strikes; it returns the undo. */
type Strike = (control: PostgresControl, world: Pick<World, "struck" | "signal">) => Promise<AsyncDisposable>;

/** A fault on what a lane has of a server. */
export const onServer = (
  name: string,
  args: Readonly<Record<string, Json>>,
  { link = "struck", fate = "release" }: OnServer,
  strike: Strike,
): Fault =>
  defineFault({
    name,
    args: { ...args, link: linkAsJson(link), fate },
    fate,
    uses: ["servers"],
    strikes: [link],
    understands: [{ link, kind: "postgres" }],
    inject: async ({ servers, struck, signal }) => strike(controlOf(servers(link)), { struck, signal }),
  });

/** A fault that breaks the whole server, so that a scenario gets one of its own. Injecting throws SERVER_NOT_OURS. */
export const onWholeServer = (
  name: string,
  args: Readonly<Record<string, Json>>,
  where: OnServer,
  strike: (server: ServerControl, control: PostgresControl, world: Parameters<Strike>[1]) => Promise<AsyncDisposable>,
): Fault => ({
  ...onServer(name, args, where, (control, world) => {
    if (control.server) return strike(control.server, control, world);
    throw new ChaosError("SERVER_NOT_OURS", {
      expected: `${name} to have a server of ours`,
      came: "it was given by URL",
      todo: "Run without CHAOS_POSTGRES_URL and the option url, so that one is started.",
    });
  }),
  breaks: [where.link ?? "struck"],
});

function controlOf(control: unknown): PostgresControl {
  if (typeof control === "object" && control !== null && "own" in control && "connect" in control)
    return control as PostgresControl;
  throw new ChaosError("NOT_POSTGRES", {
    expected: "a fault on a Postgres to strike the link to one",
    came: "it is of another kind",
    todo: "Name the link: capability.linkOf(a moment that is seen on it), or { dependency }.",
  });
}
