import { isIPv6 } from "node:net";

/** Where something listens, with the text that it was given as. */
export interface Address {
  readonly host: string;
  /** 0 asks for any free port. */
  readonly port: number;
  readonly text: string;
}

/** The form that Toxiproxy shows: `127.0.0.1:6379`, `[::1]:6379`. */
export const formatAddress = (host: string, port: number): string =>
  isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;

/** Reads `host:port`, `[v6]:port`, or `:port` for loopback; undefined for anything else. */
export function parseAddress(text: string): Address | undefined {
  const found = /^(?:\[(?<v6>[^\]]*)\]|(?<host>[\w.-]*)):(?<port>\d{1,5})$/.exec(text)?.groups;
  const port = Number(found?.["port"]);
  if (!found || port > 65_535) return undefined;
  if (found["v6"] !== undefined) return isIPv6(found["v6"]) ? { host: found["v6"], port, text } : undefined;
  return { host: found["host"] || "127.0.0.1", port, text };
}

/** Where a proxy listens: "" is any free port of loopback, and `localhost` is its IPv4 address, as Go has it. */
export function parseListen(text: string): Address | undefined {
  const address = text === "" ? { host: "127.0.0.1", port: 0, text: "127.0.0.1:0" } : parseAddress(text);
  return address?.host === "localhost" ? { ...address, host: "127.0.0.1" } : address;
}
