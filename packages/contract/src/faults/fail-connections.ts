import type { ConnectionFailure } from "../connection-failure.ts";
import { onLinksArgs } from "../fault-args.ts";
import { defineFaultType } from "../fault-type.ts";
import { integer, number, object, oneOf, type Schema } from "../schema.ts";
import { onLinks, onStruckLink } from "./on-links.ts";

const HOW: Schema<ConnectionFailure["how"]> = oneOf(
  "refuse",
  "fin",
  "rst",
  "silence",
  "swallow",
  "server-gone",
  "client-gone",
);
const AT: Schema<ConnectionFailure["at"]> = oneOf(
  "dial",
  "accept",
  "first-bytes",
  "mid-handshake",
  "mid-reply",
  "after-bytes",
  "now",
  "idle",
);

/** Makes connections fail in one of the ways they can. */
export const failConnections = defineFaultType({
  name: "fail connections",
  args: object({ ...onLinksArgs, how: HOW, at: AT }, { times: integer(), rate: number(), bytes: integer() }),
  defaults: onStruckLink,
  label: ({ how, at }) => `${how} at ${at}`,
  uses: ["links"],
  make: ({ link, of, fate, ...failure }) => onLinks({ link, of, fate }, (each) => each.fail(failure)),
});
