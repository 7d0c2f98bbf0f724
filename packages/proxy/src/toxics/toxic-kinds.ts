import { bandwidth } from "./bandwidth.ts";
import { corrupt } from "./corrupt.ts";
import { latency } from "./latency.ts";
import { limitData } from "./limit-data.ts";
import { noop } from "./noop.ts";
import { resetPeer } from "./reset-peer.ts";
import { slicer } from "./slicer.ts";
import { slowClose } from "./slow-close.ts";
import { slowConnect } from "./slow-connect.ts";
import { timeout } from "./timeout.ts";
import type { ToxicKind } from "./toxic-kind.ts";

/** The toxics that act on connections one by one, by their names. */
export const toxicKinds: Readonly<Record<string, ToxicKind>> = {
  noop,
  latency,
  bandwidth,
  slow_close: slowClose,
  timeout,
  slicer,
  limit_data: limitData,
  reset_peer: resetPeer,
  corrupt,
  slow_connect: slowConnect,
};
