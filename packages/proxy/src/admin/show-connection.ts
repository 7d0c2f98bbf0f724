import type { LiveConnection } from "../link-event.ts";
import { formatAddress } from "./address.ts";
import type { ShownConnection } from "./proxy-events.ts";

/** A connection as JSON. */
export const showConnection = ({ client, ...rest }: LiveConnection): ShownConnection => ({
  ...rest,
  client: formatAddress(client.host, client.port),
});
