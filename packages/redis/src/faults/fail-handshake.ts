import type { Fault } from "@chaos-packs/contract";
import type { CommandMatch } from "../rules/match.ts";
import { refusals } from "../rules/refusals.ts";
import { type OnDials, onDials } from "./on-dials.ts";

/** What the commands of a new connection are told. */
export interface FailHandshake extends OnDials {
  readonly error: string;
  /** Which commands; default all but those that set a connection up. */
  readonly match?: CommandMatch;
  /** Only the first of them on each connection. */
  readonly once?: boolean;
  /** The connection ends behind it. */
  readonly closes?: boolean;
}

/** Commands on connections that are dialled from now on get an error. With `times`, the next so many connections. Connections that are open are let be. */
export const failHandshake = ({ error, match, once, closes, ...where }: FailHandshake): Fault =>
  onDials("fail handshake", where, {
    error,
    ...(match && { match }),
    ...(once && { once }),
    ...(closes && { closes }),
  });

/** Whoever dials is answered that there are too many clients, before it has said anything, and the connection ends. */
export const tooManyClients = (where: OnDials = {}): Fault =>
  onDials("too many clients", where, { says: { text: `-${refusals.MAXCLIENTS.error}\r\n`, at: "dial" } });

/**
 * Whoever dials is answered that the server is loading its data (LOADING), to whatever it says, INFO included, but a name, a password and
 * HELLO. With `times`, to the first command of the next so many connections: a client may well try again on the same one.
 */
export const serverLoading = (where: OnDials = {}): Fault =>
  onDials("server loading", where, {
    error: refusals.LOADING.error,
    match: { except: ["AUTH", "CLIENT", "COMMAND", "HELLO", "QUIT", "RESET", "SELECT"] },
    ...(where.times !== undefined && { once: true }),
  });

/** Whoever dials is answered that a password is wanted (NOAUTH), to whatever it says but AUTH. */
export const passwordDemanded = (where: OnDials = {}): Fault =>
  onDials("password demanded", where, { ...refusals.NOAUTH });

/** Whoever dials is answered that its password is wrong, to AUTH and to HELLO. */
export const wrongPassword = (where: OnDials = {}): Fault =>
  onDials("wrong password", where, {
    error: "WRONGPASS invalid username-password pair or user is disabled.",
    match: { command: ["AUTH", "HELLO"] },
  });

/** Whoever dials and says HELLO is answered that the server does not know that version of the protocol (NOPROTO). */
export const protocolRefused = (where: OnDials = {}): Fault =>
  onDials("protocol refused", where, {
    error: "NOPROTO unsupported protocol version",
    match: { command: "HELLO" },
  });
