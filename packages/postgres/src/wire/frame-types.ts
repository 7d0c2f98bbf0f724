const codeOf = (letter: string): number => letter.charCodeAt(0);

/** Messages of a client, by their first byte: https://www.postgresql.org/docs/18/protocol-message-formats.html */
export const FRONTEND = {
  bind: codeOf("B"),
  close: codeOf("C"),
  copyData: codeOf("d"),
  copyDone: codeOf("c"),
  copyFail: codeOf("f"),
  describe: codeOf("D"),
  execute: codeOf("E"),
  flush: codeOf("H"),
  functionCall: codeOf("F"),
  parse: codeOf("P"),
  password: codeOf("p"),
  query: codeOf("Q"),
  sync: codeOf("S"),
  terminate: codeOf("X"),
} as const;

/** Messages of the server, by their first byte. */
export const BACKEND = {
  authentication: codeOf("R"),
  bindComplete: codeOf("2"),
  closeComplete: codeOf("3"),
  commandComplete: codeOf("C"),
  copyBoth: codeOf("W"),
  copyData: codeOf("d"),
  copyDone: codeOf("c"),
  copyIn: codeOf("G"),
  copyOut: codeOf("H"),
  dataRow: codeOf("D"),
  emptyQuery: codeOf("I"),
  error: codeOf("E"),
  functionCallResponse: codeOf("V"),
  keyData: codeOf("K"),
  negotiateVersion: codeOf("v"),
  noData: codeOf("n"),
  notice: codeOf("N"),
  notification: codeOf("A"),
  parameterDescription: codeOf("t"),
  parameterStatus: codeOf("S"),
  parseComplete: codeOf("1"),
  portalSuspended: codeOf("s"),
  ready: codeOf("Z"),
  rowDescription: codeOf("T"),
} as const;

const LARGE = new Set<number>([
  FRONTEND.bind,
  FRONTEND.copyData,
  FRONTEND.functionCall,
  FRONTEND.parse,
  FRONTEND.query,
  FRONTEND.password,
]);
const FRONTEND_CODES = new Set<number>(Object.values(FRONTEND));
const BACKEND_CODES = new Set<number>(Object.values(BACKEND));

// The server's own bounds (PQ_SMALL_MESSAGE_LIMIT and PQ_LARGE_MESSAGE_LIMIT in libpq.h).
const SMALL_LIMIT = 10_000;
const LARGE_LIMIT = 0x3fffffff;

/** Whether a client may send a message of this type and length (without its first byte). */
export const isFrontendFrame = (type: number, length: number): boolean =>
  FRONTEND_CODES.has(type) && length >= 4 && length <= (LARGE.has(type) ? LARGE_LIMIT : SMALL_LIMIT);

/** Whether a server may send a message of this type and length (without its first byte). */
export const isBackendFrame = (type: number, length: number): boolean =>
  BACKEND_CODES.has(type) && length >= 4 && length <= LARGE_LIMIT;
