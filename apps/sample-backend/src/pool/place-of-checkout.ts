/** Remembers where a connection was checked out. */
export const placeOfCheckout = (): Error => new Error("the connection was checked out here");
