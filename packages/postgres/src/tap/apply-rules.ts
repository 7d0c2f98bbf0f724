import { pause } from "../clock.ts";
import type { PostgresRule } from "../rules/postgres-rule.ts";
import { writeError, writeFlush, writeParse, writeQuery, writeSync } from "../wire/write-frames.ts";
import type { Conversation } from "./conversation.ts";
import type { WireExchange } from "./wire-exchange.ts";
import type { WireStatement } from "./wire-statement.ts";

interface Sending {
  readonly isExtended: boolean;
  readonly isEnd: boolean;
  readonly pieces: readonly Buffer[];
}

/** Errors after which a server ends the connection: https://www.postgresql.org/docs/18/errcodes-appendix.html */
const FATAL = /^(08|28|3D|53300|57P)/;
const NO_SQL = "fails on purpose";

/** What is to be sent of an exchange under the rules of its link; undefined: nothing, the connection is to be reset. */
export function applyRules(
  talk: Conversation,
  exchange: WireExchange,
  statements: readonly WireStatement[],
  sending: Sending,
): readonly Buffer[] | undefined | Promise<readonly Buffer[] | undefined> {
  const fingerprints = statements.map(({ fingerprint }) => fingerprint);
  const strikes = talk.options.rules.strike({ connection: talk.connection.id, exchange, fingerprints });
  if (strikes.length === 0) return sending.pieces;
  const delays = strikes.filter(({ rule }) => rule.delayMs !== undefined);
  const last = strikes.find(({ rule }) => rule.delayMs === undefined)?.rule;
  if (delays.length === 0) return strike(talk, exchange, sending, last);
  return delays
    .reduce(
      (before, { rule, healed }) => before.then(() => pause(rule.delayMs ?? 0, AbortSignal.any([healed, talk.closed]))),
      Promise.resolve(),
    )
    .then(() => strike(talk, exchange, sending, last));
}

function strike(
  talk: Conversation,
  exchange: WireExchange,
  sending: Sending,
  rule: PostgresRule | undefined,
): readonly Buffer[] | undefined {
  if (rule?.cut === "before") return undefined;
  if (rule?.cut) exchange.cut = rule.cut;
  // In a failed transaction the server refuses everything by itself.
  if (rule?.sqlState === undefined || talk.status === "E") return sending.pieces;
  const { sqlState, message = `${sqlState}, by a rule of the test` } = rule;
  const isFatal = FATAL.test(sqlState);
  exchange.error = { sqlState, isFatal, frame: writeError(isFatal ? "FATAL" : "ERROR", sqlState, message) };
  return [failing(sending)];
}

/**
 * What the server gets instead: something that it cannot parse, so that its transaction fails as the client will believe,
 * and its answer comes in its place among others. A named Parse leaves the unnamed statement alone.
 */
function failing({ isExtended, isEnd }: Sending): Buffer {
  if (!isExtended) return writeQuery(NO_SQL);
  return Buffer.concat([writeParse("fails on purpose", NO_SQL), isEnd ? writeSync() : writeFlush()]);
}
