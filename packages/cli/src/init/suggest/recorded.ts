import type { Json } from "@chaos-packs/contract";
import type { RequestLine } from "../../record/parse-request.ts";
import type { ServiceDependency } from "../../service/service.ts";

/** A message of a recording. */
export interface RecordedMessage {
  readonly at: number;
  /** `worker 1`. */
  readonly by: string;
  readonly dependency: string;
  readonly text: string;
  readonly fingerprint: string;
  readonly failed?: string;
  /** It also comes while nothing is asked. */
  readonly background: boolean;
  /** The values of the requests and answers that it holds, by where they stand. */
  readonly about: Readonly<Record<string, string>>;
}

/** A recording with what was asked. */
export interface Recorded {
  /** The role that was asked. */
  readonly role: string;
  readonly request: RequestLine;
  readonly done?: { readonly request: RequestLine; readonly until?: string } | undefined;
  /** That of the request, and the last of `done`. */
  readonly answers: readonly Json[];
  readonly messages: readonly RecordedMessage[];
  readonly kinds: Readonly<Record<string, ServiceDependency["kind"]>>;
}

/** Messages that the request brought about, in their order; failed ones tell of something else. */
export const broughtAbout = ({ messages }: Recorded): readonly RecordedMessage[] =>
  messages.filter(({ at, background, failed }) => at >= 0 && !background && failed === undefined);

/** The role that sent a message. */
export const roleOf = ({ by }: RecordedMessage): string => by.replace(/ \d+$/, "");

/** Where in a message a value stands; of several places that which is read most simply. */
export const whereIn = ({ about }: RecordedMessage, value: string): string | undefined =>
  Object.keys(about)
    .filter((read) => about[read] === value)
    .sort((a, b) => a.length - b.length)[0];

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value to which a path of names leads: `document.id`. */
export const valueAt = (body: Json | undefined, path: string): Json | undefined =>
  path.split(".").reduce<Json | undefined>((value, name) => (isObject(value) ? value[name] : undefined), body);

/** The path of names that leads to a value. */
export function pathTo(body: Json | undefined, wanted: Json): string | undefined {
  if (!isObject(body)) return undefined;
  for (const [name, value] of Object.entries(body)) {
    if (value === wanted) return name;
    const further = pathTo(value, wanted);
    if (further !== undefined) return `${name}.${further}`;
  }
  return undefined;
}

/** How a comment tells of a message. */
export const told = ({ at, by, dependency, text }: RecordedMessage): string =>
  `${at} ms, ${by} → ${dependency}: ${text}`;
