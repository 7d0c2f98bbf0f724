import { type ConnectionFailure, type Fault, failConnections, type OnLinks } from "@chaos-packs/contract/kind";
import { passwordDemanded, protocolRefused, serverLoading, tooManyClients, wrongPassword } from "./fail-handshake.ts";
import { otherProtocol } from "./other-protocol.ts";

/** Which dials fail: on which links, and how many. */
export interface FailedDials extends OnLinks {
  /** The next so many, and then they succeed; absent: until it heals. */
  readonly times?: number;
}

const connections =
  (failure: Pick<ConnectionFailure, "how" | "at">) =>
  (where: FailedDials = {}): Fault =>
    failConnections({ ...where, ...failure });

/** Who dials is accepted, and hears nothing, whatever it says. */
export const silentHandshake = connections({ how: "silence", at: "first-bytes" });

/**
 * Each way in which a handshake with Redis can fail, by name. (A refused dial is none of them, since nobody can count those:
 * `refuse` of the contract, with a heal.)
 * @example handshakeFailures["loading"]({ times: 5 })
 */
export const handshakeFailures = {
  "fin at accept": connections({ how: "fin", at: "accept" }),
  "rst at accept": connections({ how: "rst", at: "accept" }),
  "silence at accept": connections({ how: "silence", at: "accept" }),
  "swallowed at accept": connections({ how: "swallow", at: "accept" }),
  "fin at first bytes": connections({ how: "fin", at: "first-bytes" }),
  "rst at first bytes": connections({ how: "rst", at: "first-bytes" }),
  "silence at first bytes": silentHandshake,
  "fin in mid handshake": connections({ how: "fin", at: "mid-handshake" }),
  "rst in mid handshake": connections({ how: "rst", at: "mid-handshake" }),
  "silence in mid handshake": connections({ how: "silence", at: "mid-handshake" }),
  "too many clients": tooManyClients,
  loading: serverLoading,
  "password demanded": passwordDemanded,
  "wrong password": wrongPassword,
  "protocol refused": protocolRefused,
  garbage: (where: FailedDials = {}): Fault => otherProtocol({ ...where, speaks: "garbage" }),
  http: (where: FailedDials = {}): Fault => otherProtocol({ ...where, speaks: "http" }),
} as const satisfies Readonly<Record<string, (where?: FailedDials) => Fault>>;
