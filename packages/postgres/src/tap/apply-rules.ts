import { waitOut } from "@chaos-packs/wire";
import { delaysOf, type Strike } from "../rules/rule-book.ts";
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
const NO_FUNCTION = "select chaos_packs_fails_on_purpose()";

/** What is to be sent of an exchange under the rules of its link; undefined: nothing, the connection is to be reset. */
export function applyRules(
  talk: Conversation,
  exchange: WireExchange,
  statements: readonly WireStatement[],
  sending: Sending,
): readonly Buffer[] | undefined | Promise<readonly Buffer[] | undefined> {
  const strikes = talk.options.rules.strike({
    connection: talk.connection.id,
    statements,
    about: (statement) => exchange.about(statement),
  });
  if (strikes.length === 0) return sending.pieces;
  const last = strikes.find(({ rule }) => rule.delayMs === undefined);
  const struck = (): ReturnType<typeof strike> => strike(talk, exchange, statements, sending, last);
  const waiting = waitOut(delaysOf(strikes), talk.closed);
  return waiting ? waiting.then(struck) : struck();
}

function strike(
  talk: Conversation,
  exchange: WireExchange,
  statements: readonly WireStatement[],
  sending: Sending,
  last: Strike | undefined,
): readonly Buffer[] | undefined {
  if (!last) return sending.pieces;
  const { rule, at } = last;
  if (rule.cut === "before") return undefined;
  if (rule.cut) exchange.cut = rule.cut;
  // In a failed transaction the server refuses everything by itself.
  if (rule.sqlState === undefined || talk.status === "E") return sending.pieces;
  const { sqlState, message = `${sqlState}, by a rule of the test` } = rule;
  const isFatal = FATAL.test(sqlState);
  // What stands before it in one text can be sent only when all of it is known.
  const earlier = statements.slice(
    0,
    sending.isExtended || statements.slice(0, at).every(({ isCut }) => !isCut) ? at : 0,
  );
  const struck = statements[earlier.length];
  const run = struck ? exchange.runs.lastIndexOf(struck) : 0;
  const frame = writeError(isFatal ? "FATAL" : "ERROR", sqlState, message);
  exchange.error = { sqlState, isFatal, frame, run };
  return sending.isExtended ? failingBatch(sending, earlier) : [failingText(earlier)];
}

/**
 * What the server gets instead: what stands before the struck statement, and then something that it cannot run, so that
 * its transaction fails as the client will believe, and its answer comes in its place among others.
 */
function failingText(earlier: readonly WireStatement[]): Buffer {
  if (earlier.length === 0) return writeQuery(NO_SQL);
  // A text that cannot be parsed would not be run in part either; a function that is not there is missed in its turn.
  return writeQuery([...earlier.map(({ sql }) => sql), NO_FUNCTION].join("\n;"));
}

/** The same for a batch. A named Parse leaves the unnamed statement alone. */
function failingBatch({ isEnd, pieces }: Sending, earlier: readonly WireStatement[]): readonly Buffer[] {
  const before = Buffer.concat(pieces).subarray(0, earlier.at(-1)?.end ?? 0);
  return [before, writeParse("fails on purpose", NO_SQL), isEnd ? writeSync() : writeFlush()];
}
