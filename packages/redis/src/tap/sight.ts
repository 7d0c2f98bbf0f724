import type { Connection, Edge, Fate, LinkOptions, MomentPattern, Watch } from "@chaos-packs/contract/kind";
import { isCommandPattern } from "../moments/command.ts";
import { isPushedPattern } from "../moments/pushed.ts";
import { isPushed, type PushedMessage } from "./pushed-message.ts";
import type { RedisMessage } from "./redis-message.ts";

/** What is worth decoding on a link. */
export interface Wants {
  /** Whether any pattern is about the command. */
  command(name: string): boolean;
  /** Whether any pattern is about messages on the channel. */
  channel(name: string): boolean;
}

/** Shows messages of one connection to whoever watches. */
export interface Sight {
  wants(command: string): boolean;
  wantsPushed(channel: string): boolean;
  /** Asks what is to become of a message; undefined: it passes. */
  see(message: RedisMessage | PushedMessage, edge: Edge): Promise<Fate> | undefined;
}

/** What patterns are about; one that is not of this package may be about everything. */
export function wantsOf(patterns: readonly MomentPattern<never>[]): Wants {
  const commands = patterns.filter(isCommandPattern);
  const pushes = patterns.filter(isPushedPattern);
  const isOpen = commands.length + pushes.length < patterns.length;
  return {
    command: (name) => isOpen || commands.some((pattern) => pattern.wants(name)),
    channel: (name) => isOpen || pushes.some((pattern) => pattern.wantsChannel(name)),
  };
}

/** A sight for the connections of one link. */
export const sightOf = (
  { dependency, by, watch, wants }: { dependency: string; by: LinkOptions["by"]; watch: Watch; wants: Wants },
  connection: Connection,
): Sight => ({
  wants: (command) => wants.command(command),
  wantsPushed: (channel) => wants.channel(channel),
  see: (message, edge) =>
    (isPushed(message) ? wants.channel(message.channel) : wants.command(message.command))
      ? watch({ dependency, by, edge, message, connection })
      : undefined,
});
