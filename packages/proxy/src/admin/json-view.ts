import type { ToxicSpec } from "./proxy-spec.ts";
import type { ServedProxy } from "./served-proxy.ts";

/** A proxy as JSON, with Toxiproxy's fields in Toxiproxy's order. */
export const viewOfProxy = ({ spec, toxics }: ServedProxy) => ({
  name: spec.name,
  listen: spec.listen.text,
  upstream: spec.upstream.text,
  enabled: spec.isEnabled,
  toxics: toxics.list().map(viewOfToxic),
});

/** A toxic as JSON, likewise; `connection` is ours. */
export function viewOfToxic({ toxic: { type, ...attributes }, name, stream, toxicity, connection }: ToxicSpec) {
  return { attributes, name, type, stream, toxicity, ...(connection === undefined ? {} : { connection }) };
}
