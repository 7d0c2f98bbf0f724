/** What cannot be granted, and why. */
export interface Refusal {
  readonly code: "MALFORMED" | "INVALID_CHANNEL" | "TOO_MANY";
  readonly error: string;
  readonly channel?: string;
}

/** Something that means nothing. */
export const malformed = (error: string): Refusal => ({ code: "MALFORMED", error });
