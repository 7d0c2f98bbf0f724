import type { ConnectionEvent } from "./history.ts";
import type { Watch } from "./link.ts";
import type { UnseenReport } from "./unseen.ts";

/** What a link is opened with. */
export interface LinkOptions {
  readonly by: { readonly role: string; readonly index: number };
  readonly watch: Watch;
  /** Told of each dial and each close. */
  readonly connection: (event: Pick<ConnectionEvent, "phase" | "connection">) => void;
  /** Told of traffic that the link cannot look at, as often as it is met; equal reports are counted. */
  readonly unseen?: (report: UnseenReport) => void;
}
