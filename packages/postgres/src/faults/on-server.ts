import {
  ChaosError,
  type Fate,
  type FaultBody,
  fateArg,
  type LinkRef,
  linkRefArg,
  type World,
} from "@chaos-packs/contract/kind";
import type { postgresKind } from "../kind.ts";
import type { PostgresControl, ServerControl } from "../lane/control.ts";

/** On which server a fault strikes: by default that of the held message. */
export interface OnServer {
  readonly link?: LinkRef;
  readonly fate?: Fate;
}

/** The arguments of a fault on a server. */
export const onServerArgs = { link: linkRefArg, fate: fateArg } as const;
/** What they are when they are not given. */
export const onStruckServer = { link: "struck", fate: "release" } as const satisfies OnServer;

/** How a fault on a server strikes; it returns the undo. */
type Strike = (control: PostgresControl, world: Pick<World, "struck" | "signal">) => Promise<AsyncDisposable>;

/** What a fault does on what a lane has of a server. */
export const onServer = (
  { link, fate }: Required<OnServer>,
  strike: Strike,
): FaultBody<"servers", typeof postgresKind> => ({
  fate,
  strikes: [link],
  inject: async ({ servers, struck, signal }) => strike(servers(link), { struck, signal }),
});

/** What a fault does that breaks the whole server, so that a scenario gets one of its own. Injecting throws SERVER_NOT_OURS. */
export const onWholeServer = (
  where: Required<OnServer>,
  strike: (server: ServerControl, control: PostgresControl, world: Parameters<Strike>[1]) => Promise<AsyncDisposable>,
): FaultBody<"servers", typeof postgresKind> => ({
  ...onServer(where, (control, world) => {
    if (control.server) return strike(control.server, control, world);
    throw new ChaosError("SERVER_NOT_OURS", {
      expected: "a fault on a whole server to have one of ours",
      came: "it was given by URL",
      todo: "Run without CHAOS_POSTGRES_URL and the option url, so that one is started.",
    });
  }),
  breaks: [where.link],
});
