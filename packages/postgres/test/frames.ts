const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
export const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.from(`${value}\0`);
export const frame = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(4 + body.length), body]);
};
const counted = (values: readonly (string | Buffer | null)[]): Buffer[] =>
  values.flatMap((value) => {
    if (value === null) return [int32(-1)];
    const bytes = Buffer.from(value);
    return [int32(bytes.length), bytes];
  });

/** What a client sends. */
export const client = {
  startup: (): Buffer => {
    const body = Buffer.concat([int32(3 << 16), text("user"), text("postgres"), Buffer.alloc(1)]);
    return Buffer.concat([int32(4 + body.length), body]);
  },
  ssl: (): Buffer => Buffer.concat([int32(8), int32(80877103)]),
  cancel: (): Buffer => Buffer.concat([int32(16), int32(80877102), int32(7), int32(8)]),
  query: (sql: string): Buffer => frame("Q", text(sql)),
  parse: (name: string, sql: string, types: readonly number[] = []): Buffer =>
    frame("P", text(name), text(sql), int16(types.length), ...types.map(int32)),
  bind: (
    statement: string,
    values: readonly (string | Buffer | null)[],
    { isBinary = false, areRowsBinary = false }: { isBinary?: boolean; areRowsBinary?: boolean } = {},
  ): Buffer =>
    frame(
      "B",
      text(""),
      text(statement),
      ...(isBinary ? [int16(1), int16(1)] : [int16(0)]),
      int16(values.length),
      ...counted(values),
      ...(areRowsBinary ? [int16(1), int16(1)] : [int16(0)]),
    ),
  describe: (statement: string): Buffer => frame("D", Buffer.from("S"), text(statement)),
  execute: (): Buffer => frame("E", text(""), int32(0)),
  flush: (): Buffer => frame("H"),
  sync: (): Buffer => frame("S"),
  copyData: (data: string): Buffer => frame("d", Buffer.from(data)),
  copyDone: (): Buffer => frame("c"),
};

/** What a server sends. */
export const server = {
  welcome: (): Buffer => Buffer.concat([frame("R", int32(0)), frame("K", int32(7), int32(8)), server.ready()]),
  ready: (status: "I" | "T" | "E" = "I"): Buffer => frame("Z", Buffer.from(status)),
  parsed: (): Buffer => frame("1"),
  bound: (): Buffer => frame("2"),
  noData: (): Buffer => frame("n"),
  parameters: (types: readonly number[]): Buffer => frame("t", int16(types.length), ...types.map(int32)),
  columns: (columns: readonly { name: string; type?: number; isBinary?: boolean }[]): Buffer =>
    frame(
      "T",
      int16(columns.length),
      ...columns.flatMap(({ name, type = 25, isBinary = false }) => [
        text(name),
        int32(0),
        int16(0),
        int32(type),
        int16(0),
        int32(-1),
        int16(isBinary ? 1 : 0),
      ]),
    ),
  row: (values: readonly (string | Buffer | null)[]): Buffer => frame("D", int16(values.length), ...counted(values)),
  complete: (tag: string): Buffer => frame("C", text(tag)),
  error: (sqlState: string): Buffer => frame("E", text("SERROR"), text(`C${sqlState}`), text("Mno"), Buffer.alloc(1)),
  notification: (channel: string, payload = "", sender = 9): Buffer =>
    frame("A", int32(sender), text(channel), text(payload)),
  copyIn: (): Buffer => frame("G", Buffer.alloc(1), int16(0)),
};
