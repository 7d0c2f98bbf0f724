import { encodeError } from "../wire/encode.ts";
import type { RedisMessage } from "./redis-message.ts";

/** A reply that the client still has to get, in its turn. */
export interface ExpectedReply {
  readonly command: string;
  /** How many words the command has after its name. */
  readonly arguments: number;
  /** The command itself, when somebody wants to see it with its reply. */
  readonly message?: RedisMessage;
  /** The subcommand, of one whose answer names other servers. */
  readonly names?: string;
  /** What the client is told instead of what the server answers. */
  readonly instead?: Buffer;
  /** False: the server was never asked, and `instead` is all there is. */
  readonly fromServer: boolean;
  /** The connection ends behind it. */
  readonly closes?: boolean;
  /** It answers a copy of a command, which the client knows nothing of, and is not told. */
  readonly isDiscarded?: boolean;
  /** Confirmations still to come for a (un)subscribe command; undefined until the first one came. */
  confirmations?: number;
}

/** What Redis answers to EXEC when a command of the transaction was refused. */
export const EXECABORT: Buffer = encodeError("EXECABORT Transaction discarded because of previous errors.");
