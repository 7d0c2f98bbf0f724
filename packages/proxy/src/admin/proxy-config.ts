import type { Toxic } from "@chaos-packs/contract/kind";

/** A toxic as the API and the config file take it. */
export interface ToxicConfig {
  readonly type: Toxic["type"];
  /** `<type>_<stream>` when it is left out. */
  readonly name?: string;
  /** `downstream`, from the server to the client, when it is left out. `both` is for partition and blackhole. */
  readonly stream?: "upstream" | "downstream" | "both";
  /** The share of connections, from 0 to 1 (default). */
  readonly toxicity?: number;
  readonly attributes?: Readonly<Record<string, number | string>>;
}

/** A proxy as the API and the config file take it. */
export interface ProxyConfig {
  readonly name: string;
  /** `host:port`; any free port of loopback when it is left out. */
  readonly listen?: string;
  /** `host:port`. */
  readonly upstream: string;
  /** True when it is left out. */
  readonly enabled?: boolean;
  readonly toxics?: readonly ToxicConfig[];
}
