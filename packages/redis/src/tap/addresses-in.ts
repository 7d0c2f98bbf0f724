import type { Json } from "@chaos-packs/contract/kind";

/** Commands whose answers name other servers, to which clients of a cluster or of sentinels connect next. */
export const NAMES_SERVERS: readonly string[] = ["CLUSTER", "SENTINEL"];

/** The addresses (`host:port`) that such an answer names; `subcommand` in upper case. */
export function addressesIn(subcommand: string, answer: Json): readonly string[] {
  switch (subcommand) {
    case "SLOTS":
      return listOf(answer)
        .flatMap((range) => listOf(range).slice(2).map(pairOf))
        .flatMap(present);
    case "GET-MASTER-ADDR-BY-NAME":
      return present(pairOf(answer));
    case "NODES":
    case "REPLICAS":
    case "SLAVES":
      return [...inLines(answer), ...inFields(answer)];
    default:
      return inFields(answer);
  }
}

/** The address to which a redirection (`MOVED 3999 127.0.0.1:6381`) sends a client; undefined for any other error. */
export const redirectIn = (error: string): string | undefined => /^(?:MOVED|ASK) \d+ (\S*:\d+)$/.exec(error)?.[1];

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
const present = (address: string | undefined): readonly string[] => (address === undefined ? [] : [address]);

/** A list that begins with a host (null: that of the server itself) and a port. */
function pairOf(value: Json): string | undefined {
  const [host, port] = listOf(value);
  const isHost = typeof host === "string" || host === null;
  return isHost && Number(port) > 0 ? `${host ?? ""}:${port}` : undefined;
}

/** Lines of CLUSTER NODES: `ID HOST:PORT@BUS…`. */
const inLines = (value: Json): readonly string[] =>
  [value, ...listOf(value)]
    .filter((each) => typeof each === "string")
    .flatMap((text) => [...text.matchAll(/ (\S*?:\d+)@\d+/g)].map(([, address = ""]) => address));

/** Nodes with fields `ip` and `port`, as maps or as flat lists of names and values, at any depth. */
function inFields(value: Json): readonly string[] {
  if (Array.isArray(value)) {
    const [ip, port] = ["ip", "port"].map((name) => value[value.indexOf(name) + 1]);
    const own = value.includes("ip") && value.includes("port") ? present(pairOf([ip ?? null, port ?? null])) : [];
    return [...own, ...value.flatMap((each) => inFields(each as Json))];
  }
  if (typeof value !== "object" || value === null) return [];
  const fields = value as Readonly<Record<string, Json>>;
  const own = "ip" in fields && "port" in fields ? present(pairOf([fields["ip"] ?? null, fields["port"] ?? null])) : [];
  return [...own, ...Object.values(fields).flatMap(inFields)];
}
