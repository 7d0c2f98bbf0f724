import { BACKEND } from "../wire/frame-types.ts";
import { readSqlState } from "../wire/read-error.ts";
import { readColumns, readParameterTypes } from "../wire/read-rows.ts";
import { readString } from "../wire/read-string.ts";
import type { Conversation } from "./conversation.ts";
import type { WireExchange } from "./wire-exchange.ts";

const IN_FAILED_TRANSACTION = "25P02";
const COMMIT = /^(commit|end)\b/;

/** Reads one whole frame of an answer into its exchange. Throws a RangeError when its inner lengths are false. */
export function readAnswer(talk: Conversation, exchange: WireExchange, type: number, frame: Buffer): void {
  const statement = exchange.statements[exchange.answered];
  switch (type) {
    case BACKEND.parseComplete:
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
      if (statement?.isWanted) statement.addRow(frame);
      break;
    case BACKEND.commandComplete:
      // A COMMIT of a failed transaction is no error; only the tag tells what was done.
      if (statement && COMMIT.test(statement.fingerprint) && readString(frame, 5)[0] === "ROLLBACK") {
        statement.failed = IN_FAILED_TRANSACTION;
      }
      exchange.answered++;
      break;
    case BACKEND.emptyQuery:
    case BACKEND.portalSuspended:
      exchange.answered++;
      break;
    case BACKEND.error:
      fail(talk, exchange, exchange.error?.sqlState ?? readSqlState(frame));
      break;
  }
}

/** After an error the server leaves out the rest: its statements have failed too, and its Parses were never made. */
function fail(talk: Conversation, exchange: WireExchange, sqlState: string): void {
  for (const statement of exchange.statements.slice(exchange.answered)) statement.failed = sqlState;
  exchange.answered = exchange.statements.length;
  for (const { name, before } of exchange.parses.splice(0).reverse()) {
    if (before) talk.prepared.set(name, before);
    else talk.prepared.delete(name);
  }
}
