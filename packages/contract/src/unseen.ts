/** Traffic that the harness could not look at, as a link reports it. */
export interface UnseenReport {
  /** `undecoded`: it passed through the link as it was; `bypass`: it does not go through the link. */
  readonly why: "undecoded" | "bypass";
  /** For people, without what differs from message to message: `a request whose head is longer than 64 KiB`. */
  readonly what: string;
}

/** Traffic of one replica that the harness could not look at: moments on it were missed, and faults on messages spared it. */
export interface Unseen extends UnseenReport {
  readonly role: string;
  readonly index: number;
  readonly dependency: string;
  /** When it was first reported. Negative: before the scenario began, while roles started. */
  readonly at: number;
  /** How often it was reported. */
  readonly times: number;
}
