/** One option of the command. */
export interface Option {
  readonly name: string;
  /** What its value is called; absent: it is a switch. */
  readonly value?: string;
  readonly does: string;
}

/** The options of `chaos-proxy`; those of toxiproxy-server mean the same. */
export const commandOptions: readonly Option[] = [
  { name: "host", value: "HOST", does: "where the admin API listens (localhost)" },
  { name: "port", value: "PORT", does: "its port, 0 for any free one (8474)" },
  { name: "config", value: "FILE", does: "JSON file with the proxies to begin with" },
  { name: "seed", value: "N", does: "where all that is drawn comes from; one is drawn and shown otherwise" },
  { name: "token", value: "TOKEN", does: "what the admin API asks for as a bearer token (or CHAOS_PROXY_TOKEN)" },
  { name: "metrics", does: "GET /metrics: both of the following" },
  { name: "proxy-metrics", does: "bytes, connections and faults of the proxies" },
  { name: "runtime-metrics", does: "the state of this process" },
  { name: "allow-remote", does: "take addresses of other machines, for the admin API, listen and upstream" },
  { name: "version", does: "show the version" },
  { name: "help", does: "show this" },
];

/** What `--help` shows. */
export const usage = `chaos-proxy: a TCP fault proxy with Toxiproxy's HTTP API

${commandOptions.map(({ name, value = "", does }) => `  ${`--${name} ${value}`.padEnd(22)}${does}`).join("\n")}

One dash does as well (-host, -port …), and so does --port=8474.
`;
