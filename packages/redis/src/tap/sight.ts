import type { Connection, Edge, Fate, Watch } from "@chaos-packs/contract";
import type { RedisMessage } from "./redis-message.ts";

/** Shows messages of one connection to whoever watches. */
export interface Sight {
  /** Whether any pattern is about the command. */
  wants(command: string): boolean;
  /** Asks what is to become of a message; undefined: it passes. */
  see(message: RedisMessage, edge: Edge): Promise<Fate> | undefined;
}

/** A sight for the connections of one link. `wants` says which commands are worth decoding. */
export const sightOf = (
  {
    dependency,
    by,
    watch,
    wants,
  }: { dependency: string; by: { role: string; index: number }; watch: Watch; wants: (command: string) => boolean },
  connection: Connection,
): Sight => ({
  wants,
  see: (message, edge) => (wants(message.command) ? watch({ dependency, by, edge, message, connection }) : undefined),
});
