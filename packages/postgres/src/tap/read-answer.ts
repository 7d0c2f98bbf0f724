import { BACKEND } from "../wire/frame-types.ts";
import { readSqlState } from "../wire/read-error.ts";
import { readColumns, readParameterTypes } from "../wire/read-rows.ts";
import { readTag } from "../wire/read-tag.ts";
import type { Conversation } from "./conversation.ts";
import type { RuledError, WireExchange } from "./wire-exchange.ts";

const IN_FAILED_TRANSACTION = "25P02";
const COMMIT = /^(commit|end)\b/;

/** Reads one whole frame of an answer into its exchange. Throws a RangeError when its inner lengths are false. */
export function readAnswer(talk: Conversation, exchange: WireExchange, type: number, frame: Buffer): void {
  const statement = exchange.runs[exchange.answered];
  switch (type) {
    case BACKEND.parseComplete:
    case BACKEND.closeComplete:
      exchange.parses.shift();
      break;
    case BACKEND.parameterDescription: {
      const prepared = exchange.described[0];
      if (prepared) prepared.parameterTypes = readParameterTypes(frame);
      break;
    }
    case BACKEND.noData:
      exchange.described.shift();
      break;
    case BACKEND.rowDescription: {
      const columns = readColumns(frame);
      if (exchange.described.length === 0) statement?.describe(columns);
      const prepared = exchange.described.shift();
      if (prepared) prepared.columns = columns;
      break;
    }
    case BACKEND.dataRow:
      if (statement?.isDecoded) statement.addRow(frame);
      break;
    case BACKEND.commandComplete: {
      const tag = readTag(frame);
      if (statement?.isDecoded) statement.complete(tag);
      // A COMMIT of a failed transaction is no error; only the tag tells what was done.
      if (statement && COMMIT.test(statement.fingerprint) && tag.command === "ROLLBACK") {
        statement.failed = IN_FAILED_TRANSACTION;
      }
      exchange.answered++;
      break;
    }
    case BACKEND.portalSuspended:
      statement?.suspend();
      exchange.answered++;
      break;
    case BACKEND.emptyQuery:
      exchange.answered++;
      break;
    case BACKEND.error:
      fail(talk, exchange, ruledError(exchange)?.sqlState ?? readSqlState(frame));
      break;
  }
}

/** The error of a rule, when the answer has come to what it strikes. */
export const ruledError = ({ error, answered }: WireExchange): RuledError | undefined =>
  error && answered >= error.run ? error : undefined;

/** After an error the server leaves out the rest: its statements have failed too, and its Parses were never made. */
function fail(talk: Conversation, exchange: WireExchange, sqlState: string): void {
  exchange.undo(sqlState, talk.status !== "I");
  exchange.fail(sqlState);
  forgetParses(talk, exchange);
}

/** Gives the names of Parses that the server has not made back to what they stood for before. */
export function forgetParses(talk: Conversation, exchange: WireExchange): void {
  for (const { name, before } of exchange.parses.splice(0).reverse()) {
    if (name === undefined) continue;
    if (before) talk.prepared.set(name, before);
    else talk.prepared.delete(name);
  }
}
