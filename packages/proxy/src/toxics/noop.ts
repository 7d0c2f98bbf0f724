import { defineToxicKind } from "./toxic-kind.ts";

/** Does nothing. */
export const noop = defineToxicKind<Record<never, number>>({ attributes: {} });
