/** Ids of the built-in types (pg_type.dat). */
const OID = {
  bool: 16,
  bytea: 17,
  name: 19,
  int8: 20,
  int2: 21,
  int4: 23,
  text: 25,
  oid: 26,
  json: 114,
  float4: 700,
  float8: 701,
  unknown: 705,
  bpchar: 1042,
  varchar: 1043,
  uuid: 2950,
  jsonb: 3802,
} as const;

const text = (bytes: Buffer): string => bytes.toString("utf8");
const hex = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;

const READERS: Readonly<Record<number, { readonly size?: number; read(bytes: Buffer): string }>> = {
  [OID.bool]: { size: 1, read: (bytes) => (bytes[0] === 0 ? "f" : "t") },
  [OID.bytea]: { read: hex },
  [OID.name]: { read: text },
  [OID.int8]: { size: 8, read: (bytes) => bytes.readBigInt64BE().toString() },
  [OID.int2]: { size: 2, read: (bytes) => bytes.readInt16BE().toString() },
  [OID.int4]: { size: 4, read: (bytes) => bytes.readInt32BE().toString() },
  [OID.text]: { read: text },
  [OID.oid]: { size: 4, read: (bytes) => bytes.readUInt32BE().toString() },
  [OID.json]: { read: text },
  [OID.float4]: { size: 4, read: (bytes) => bytes.readFloatBE().toString() },
  [OID.float8]: { size: 8, read: (bytes) => bytes.readDoubleBE().toString() },
  [OID.unknown]: { read: text },
  [OID.bpchar]: { read: text },
  [OID.varchar]: { read: text },
  [OID.uuid]: { size: 16, read: (bytes) => bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-") },
  [OID.jsonb]: { read: (bytes) => text(bytes.subarray(1)) },
};

/** A value as text, the way the server writes it. Binary values of types not known here come as `\x` and their bytes. */
export function readValue(bytes: Buffer, isBinary: boolean, type = 0): string {
  if (!isBinary) return text(bytes);
  const reader = READERS[type];
  return reader && (reader.size === undefined || reader.size === bytes.length) ? reader.read(bytes) : hex(bytes);
}
