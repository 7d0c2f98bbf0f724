/** A kind of fault that a description may speak of. */
export type FaultKind = "kill" | "stall" | "partition" | "delay" | "blackhole" | "refuse" | "resetConnection";

/** What a sentence says about a scenario: what breaks, and at which of the moments that it names. */
export interface Reading {
  readonly promise: string;
  readonly fault: FaultKind;
  /** The moments that it names; the fault strikes at the last. Empty when it names none. */
  readonly moments: readonly string[];
  readonly edge: "before" | "after";
}

/** The first that fits counts. */
const FAULTS: readonly (readonly [FaultKind, RegExp])[] = [
  ["partition", /\b(partition|cut off|isolated|unreachable)/],
  ["stall", /\b(freez|froze|stall|hang|hung|pause)/],
  ["blackhole", /\b(silent|silence|swallow|blackhole|never answers)/],
  ["delay", /\b(slow|latency|delay|late\b)/],
  ["refuse", /\b(refus|unavailable|is down|goes down|away\b)/],
  ["resetConnection", /\b(reset|connection)/],
  ["kill", /\b(die|dies|died|dead|kill|crash|power)/],
];

/** Reads a sentence such as "a worker dies between storing a result and marking it". What it does not say is a kill. */
export function readDescription(description: string): Reading {
  const promise = description.trim().replace(/[.!]$/, "");
  const text = promise.toLowerCase();
  const fault = FAULTS.find(([, words]) => words.test(text))?.[0] ?? "kill";
  const between = /\bbetween (.+?) and ([^,;]+)/.exec(text);
  if (between) return { promise, fault, moments: [between[1] ?? "", between[2] ?? ""].map(phrase), edge: "before" };
  const [, how, what] = /\b(before|after|while|during|when|as) ([^,;]+)/.exec(text) ?? [];
  if (what === undefined || FAULTS.some(([, words]) => words.test(what)))
    return { promise, fault, moments: [], edge: "before" };
  return { promise, fault, moments: [phrase(what)], edge: how === "after" ? "after" : "before" };
}

const phrase = (text: string): string => text.trim().replace(/^(the|a|an) /, "");
