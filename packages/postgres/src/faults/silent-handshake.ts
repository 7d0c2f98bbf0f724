import { type Fault, failConnections, type OnLinks } from "@chaos-packs/contract/kind";

/** Who dials is accepted, and hears nothing after its startup packet. With `times`, the next so many. */
export const silentHandshake = (where: OnLinks & { readonly times?: number } = {}): Fault =>
  failConnections({ ...where, how: "silence", at: "first-bytes" });
