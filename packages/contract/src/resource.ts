import type { LinkOptions } from "./link-options.ts";

/** What one replica has of a dependency that is no link: a folder, a device. Its kind says what faults can do to it. */
export interface Resource extends AsyncDisposable {
  readonly by: { readonly role: string; readonly index: number };
  readonly dependency: string;
  /** How the replica reaches it, where a link has its address: a path, the name of a device. */
  readonly url: string;
  /** Variables that the replica gets beside its own. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a resource is opened with; a kind tells `watch` of what it sees there itself, on no connection. */
export type ResourceOptions = Pick<LinkOptions, "by" | "watch">;
