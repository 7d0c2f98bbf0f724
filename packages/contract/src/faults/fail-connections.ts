import type { ConnectionFailure } from "../connection-failure.ts";
import type { Fault } from "../fault.ts";
import { type OnLinks, onLinks } from "./on-links.ts";

/** Makes connections fail in one of the ways they can. */
export const failConnections = ({ link, of, fate, ...failure }: OnLinks & ConnectionFailure): Fault =>
  onLinks(
    `${failure.how} at ${failure.at}`,
    { ...failure },
    { ...(link && { link }), ...(of && { of }), ...(fate && { fate }) },
    (each) => each.fail(failure),
  );
