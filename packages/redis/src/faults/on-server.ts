import {
  ChaosError,
  type Fate,
  type FaultBody,
  fateArg,
  type LinkRef,
  linkRefArg,
  type World,
} from "@chaos-packs/contract/kind";
import type { redisKind } from "../kind.ts";
import type { RedisControl, ServerControl } from "../server/redis-control.ts";

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
type Strike = (control: RedisControl, world: Pick<World, "signal">) => Promise<AsyncDisposable>;

/** What a fault does on what a lane has of a server. */
export const onServer = (
  { link, fate }: Required<OnServer>,
  strike: Strike,
): FaultBody<"servers", typeof redisKind> => ({
  fate,
  strikes: [link],
  inject: async ({ servers, signal }) => strike(servers(link), { signal }),
});

/** What a fault does that breaks the whole server, which must be ours. Injecting throws SERVER_NOT_OURS. */
export const onWholeServer = (
  where: Required<OnServer>,
  strike: (server: ServerControl, control: RedisControl) => Promise<AsyncDisposable>,
): FaultBody<"servers", typeof redisKind> => ({
  ...onServer(where, (control) => {
    if (control.server) return strike(control.server, control);
    throw new ChaosError("SERVER_NOT_OURS", {
      expected: "a fault on a whole server to have one of ours",
      came: "it was given by URL",
      todo: "Run without CHAOS_REDIS_URL and the option url, so that one is started.",
    });
  }),
  breaks: [where.link],
});
