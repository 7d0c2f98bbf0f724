import { milliseconds } from "./attribute-spec.ts";
import { defineToxicKind } from "./toxic-kind.ts";

/** The server is dialled late. The client's own dial succeeds at once, because the system answers it. */
export const slowConnect = defineToxicKind<{ delay: number }>({
  attributes: { delay: milliseconds() },
  dialsLate: ({ delay }) => delay,
});
