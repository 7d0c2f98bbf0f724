import type { Mode } from "../../degradation/mode-of.ts";
import type { Topic } from "../redis/subscribing.ts";

/** A channel or a pattern, as clients are told of it. */
export type NamedTopic = { readonly channel: string } | { readonly pattern: string };

/** What a socket is told. */
export type Outgoing =
  | {
      readonly type: "message";
      readonly channel: string;
      /** Null: Redis has not numbered it yet. */
      readonly seq: number | null;
      readonly id: string;
      readonly body: string;
      readonly at: string;
      readonly via: "broker" | "local";
    }
  /** A message that came without a number has got it. */
  | { readonly type: "reconciled"; readonly channel: string; readonly id: string; readonly seq: number }
  /** Messages `from` to `to`, both counted, will not come. */
  | { readonly type: "gap"; readonly channel: string; readonly from: number; readonly to: number }
  /** A wish is in force from here on; each channel goes on after its position. */
  | ({ readonly type: "subscribed"; readonly positions: Readonly<Record<string, number>> } & NamedTopic)
  | ({ readonly type: "unsubscribed" } & NamedTopic)
  /** A wish is not in force; all others are. */
  | { readonly type: "refused"; readonly code: string; readonly error: string; readonly channel?: string }
  | { readonly type: "mode"; readonly mode: Mode; readonly failed: readonly string[] }
  | { readonly type: "alive" }
  /** The service stops: look for another instance. */
  | { readonly type: "closing" };

/** How clients are told of a topic. */
export const namedTopic = ({ kind, name }: Topic): NamedTopic =>
  kind === "channel" ? { channel: name } : { pattern: name };
