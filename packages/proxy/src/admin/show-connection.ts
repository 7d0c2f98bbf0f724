import type { LiveConnection } from "../link-event.ts";
import { formatAddress } from "./address.ts";
import type { ShownConnection } from "./proxy-events.ts";

/** A connection as JSON. */
export const showConnection = ({ id, client, bytesUp, bytesDown }: LiveConnection): ShownConnection => ({
  id,
  client: formatAddress(client.host, client.port),
  bytesUp,
  bytesDown,
});
