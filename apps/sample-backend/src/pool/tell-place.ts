import type { Checkout } from "./connection.ts";

/** Where a connection was checked out, as a stack. */
export const tellPlace = ({ place }: Checkout): string => place.stack ?? place.message;
