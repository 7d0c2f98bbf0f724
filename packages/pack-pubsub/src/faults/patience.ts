/** ms after which a service that does not stop is ended: far beyond any grace period, so that this is seen. */
export const patienceMs = 3_000;
