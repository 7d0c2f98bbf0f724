import { boolean, defineFaultType, object, onStruckLink, string } from "@chaos-packs/contract/kind";
import { redisKind } from "../kind.ts";
import { refusals } from "../rules/refusals.ts";
import { commandMatchArg } from "./match-args.ts";
import { onDials, onDialsArgs } from "./on-dials.ts";

const dials = object(onDialsArgs.filled, onDialsArgs.optional);

/**
 * Commands on connections that are dialled from now on get an error. With `times`, the next so many connections. Connections that are open are let be.
 * `match`: which commands, default all but those that set a connection up; `once`: only the first of them on each connection;
 * `closes`: the connection ends behind the error.
 */
export const failHandshake = defineFaultType({
  name: "fail handshake",
  args: object(
    { ...onDialsArgs.filled, error: string() },
    { ...onDialsArgs.optional, match: commandMatchArg, once: boolean(), closes: boolean() },
  ),
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: ({ error, match, once, closes, ...where }) =>
    onDials(where, {
      error,
      ...(match && { match }),
      ...(once && { once }),
      ...(closes && { closes }),
    }),
});

const TOO_MANY = { says: { text: `-${refusals.MAXCLIENTS.error}\r\n`, at: "dial" } } as const;

/** Whoever dials is answered that there are too many clients, before it has said anything, and the connection ends. */
export const tooManyClients = defineFaultType({
  name: "too many clients",
  args: dials,
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: (where) => onDials(where, TOO_MANY),
});

/** Whoever dials is answered that there are too many clients. */
export const redisMaxClients = defineFaultType({
  name: "redis-max-clients",
  args: dials,
  defaults: { ...onStruckLink, of: "all" },
  kind: redisKind,
  uses: ["links"],
  make: (where) => onDials(where, TOO_MANY),
});

/**
 * Whoever dials is answered that the server is loading its data (LOADING), to whatever it says, INFO included, but a name, a password and
 * HELLO. With `times`, to the first command of the next so many connections: a client may well try again on the same one.
 */
export const serverLoading = defineFaultType({
  name: "server loading",
  args: dials,
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: (where) =>
    onDials(where, {
      error: refusals.LOADING.error,
      match: { except: ["AUTH", "CLIENT", "COMMAND", "HELLO", "QUIT", "RESET", "SELECT"] },
      ...(where.times !== undefined && { once: true }),
    }),
});

/** Whoever dials is answered that a password is wanted (NOAUTH), to whatever it says but AUTH. */
export const passwordDemanded = defineFaultType({
  name: "password demanded",
  args: dials,
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: (where) => onDials(where, refusals.NOAUTH),
});

/** Whoever dials is answered that its password is wrong, to AUTH and to HELLO. */
export const wrongPassword = defineFaultType({
  name: "wrong redis password",
  args: dials,
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: (where) =>
    onDials(where, {
      error: "WRONGPASS invalid username-password pair or user is disabled.",
      match: { command: ["AUTH", "HELLO"] },
    }),
});

/** Whoever dials and says HELLO is answered that the server does not know that version of the protocol (NOPROTO). */
export const protocolRefused = defineFaultType({
  name: "protocol refused",
  args: dials,
  defaults: onStruckLink,
  kind: redisKind,
  uses: ["links"],
  make: (where) => onDials(where, { error: "NOPROTO unsupported protocol version", match: { command: "HELLO" } }),
});
