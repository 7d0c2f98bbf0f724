import { BACKEND, FRONTEND } from "./frame-types.ts";

const frame = (type: number, ...parts: readonly Buffer[]): Buffer => {
  const header = Buffer.alloc(5);
  header[0] = type;
  header.writeInt32BE(4 + parts.reduce((sum, part) => sum + part.length, 0), 1);
  return Buffer.concat([header, ...parts]);
};
const zeroTerminated = (text: string): Buffer => Buffer.from(`${text}\0`);

/** How grave an error is: after `FATAL` the server ends the connection. */
export type Severity = "ERROR" | "FATAL";

/** An ErrorResponse. */
export const writeError = (severity: Severity, sqlState: string, message: string): Buffer =>
  frame(
    BACKEND.error,
    ...[`S${severity}`, `V${severity}`, `C${sqlState}`, `M${message}`].map(zeroTerminated),
    Buffer.alloc(1),
  );

/** A simple Query. */
export const writeQuery = (sql: string): Buffer => frame(FRONTEND.query, zeroTerminated(sql));

/** A Parse of a named statement without parameter types. */
export const writeParse = (name: string, sql: string): Buffer =>
  frame(FRONTEND.parse, zeroTerminated(name), zeroTerminated(sql), Buffer.alloc(2));

/** A Sync. */
export const writeSync = (): Buffer => frame(FRONTEND.sync);

/** A Flush. */
export const writeFlush = (): Buffer => frame(FRONTEND.flush);
