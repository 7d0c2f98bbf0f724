/** The commands that are answered by confirmations, one for each channel. */
const SUBSCRIBING = /^(P|S)?(UN)?SUBSCRIBE$/;
/** What arrives at a subscriber without having been asked for. */
const DELIVERIES = new Set(["message", "pmessage", "smessage"]);

export const isSubscribing = (command: string): boolean => SUBSCRIBING.test(command);
export const isConfirmation = (kind: string): boolean => SUBSCRIBING.test(kind.toUpperCase());
export const isDelivery = (kind: string): kind is "message" | "pmessage" | "smessage" => DELIVERIES.has(kind);

/** What one connection is subscribed to, as the server has confirmed it. */
export class Subscriptions {
  readonly #names = { "": new Set<string>(), P: new Set<string>(), S: new Set<string>() };

  get any(): boolean {
    return Object.values(this.#names).some(({ size }) => size > 0);
  }

  get channels(): readonly string[] {
    return [...this.#names[""], ...this.#names.S];
  }

  get patterns(): readonly string[] {
    return [...this.#names.P];
  }

  /** How many confirmations a command will get. Without arguments an unsubscribe is about everything, at least one. */
  confirmationsOf(command: string, channels: number): number {
    return channels > 0 ? channels : Math.max(1, this.#of(command).size);
  }

  confirm(kind: string, channel: string): void {
    const command = kind.toUpperCase();
    if (command.includes("UN")) this.#of(command).delete(channel);
    else this.#of(command).add(channel);
  }

  clear(): void {
    for (const names of Object.values(this.#names)) names.clear();
  }

  #of(command: string): Set<string> {
    const family = /^[PS](?=(UN)?SUB)/.exec(command)?.[0] ?? "";
    return this.#names[family as "" | "P" | "S"];
  }
}
