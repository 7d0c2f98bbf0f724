import { ChaosError } from "@chaos-packs/contract/kind";

/** Where a service listens. */
export interface UpstreamAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Reads the URL of a service that runs already. Throws a ChaosError NOT_LOOPBACK for a host that is neither loopback nor
 * allowed, INVALID_URL for what is no plain http URL.
 */
export function upstreamAddress(url: string, allowHosts: readonly string[]): UpstreamAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== "http:" || parsed.pathname !== "/" || parsed.search !== "") {
    throw new ChaosError("INVALID_URL", {
      expected: "an address such as http://127.0.0.1:8080",
      came: url,
      todo: "Give scheme, host and port only; links speak HTTP without TLS.",
    });
  }
  const host = parsed.hostname.replace(/^\[|\]$/g, "");
  if (!/^(127(\.\d+){3}|::1|localhost)$/.test(host) && !allowHosts.includes(host)) {
    throw new ChaosError("NOT_LOOPBACK", {
      expected: "a service on this machine",
      came: url,
      todo: `If faults may really strike it, name it: allowHosts: ["${host}"].`,
    });
  }
  return { host, port: Number(parsed.port || 80) };
}
