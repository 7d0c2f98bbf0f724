import { waitOut } from "@chaos-packs/wire";
import type { RuleBook } from "../rules/rule-book.ts";
import { decodeValue } from "../wire/decode-value.ts";
import { Malformed } from "../wire/malformed.ts";
import { afterFate } from "./after-fate.ts";
import type { Conversation } from "./conversation.ts";
import type { LinkTraffic } from "./link-traffic.ts";
import type { PushedMessage } from "./pushed-message.ts";
import type { Sight } from "./sight.ts";
import { isDelivery } from "./subscriptions.ts";

/** What deliveries need. */
export interface DeliveriesOptions {
  readonly conversation: Conversation;
  readonly sight: Sight;
  readonly rules: RuleBook;
  readonly traffic: LinkTraffic;
  /** The replica at the other end of the link. */
  readonly by: PushedMessage["to"];
}

/** Published messages on their way to a subscriber: holds, loses, delays, repeats or cuts those that somebody wants. */
export class Deliveries {
  readonly #options: DeliveriesOptions;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Whether somebody wants messages on the channel, or it is not known yet. */
  wants(channel: string | undefined): boolean {
    const { sight, rules } = this.#options;
    return channel === undefined || sight.wantsPushed(channel) || rules.wantsPushed;
  }

  /** Takes note of a message that has passed. */
  passed(channel: string): void {
    this.#options.traffic.delivery(channel);
  }

  /** Passes a message on. What is behind it waits for the promise. Throws Malformed. */
  pass(bytes: Buffer): Promise<void> | undefined {
    const { conversation, sight, traffic, by } = this.#options;
    const message = { ...decodePushed(bytes), to: by };
    traffic.delivery(message.channel);
    return afterFate(
      sight.see(message, "before"),
      conversation,
      () => conversation.drop(),
      () => this.#applyRules(message, bytes),
    );
  }

  #applyRules(message: PushedMessage, bytes: Buffer): Promise<void> | undefined {
    const { conversation, sight, rules } = this.#options;
    const { delays, rule = {} } = rules.strikePushed(message, conversation.id);
    const go = (): Promise<void> | undefined => {
      if (conversation.gone.aborted || rule.loses) return undefined;
      if (rule.cut === "before") {
        conversation.drop();
        return undefined;
      }
      if (rule.cut === "inside") conversation.sendDown(bytes.subarray(0, bytes.length >> 1));
      else for (let left = 1 + (rule.copies ?? 0); left > 0; left--) conversation.sendDown(bytes);
      if (rule.cut) {
        conversation.hangUp();
        return undefined;
      }
      return afterFate(
        sight.see(message, "after"),
        conversation,
        () => conversation.hangUp(),
        () => undefined,
      );
    };
    const waiting = waitOut(delays, conversation.gone);
    return waiting ? waiting.then(go) : go();
  }
}

function decodePushed(bytes: Buffer): Omit<PushedMessage, "to"> {
  const { value } = decodeValue(bytes);
  const [pushed = "", ...rest] = Array.isArray(value) ? value.map(String) : [];
  const [payload = "", channel = "", pattern] = rest.reverse();
  if (!isDelivery(pushed) || rest.length !== (pushed === "pmessage" ? 3 : 2)) {
    throw new Malformed("a message is pushed with its kind, its channel and its payload");
  }
  return { pushed, channel, ...(pattern !== undefined && { pattern }), payload };
}
