const role = "ledger";
const path = (...parts: readonly string[]): string => `/${parts.map(encodeURIComponent).join("/")}`;
const wish = (idempotencyKey: string) => ({ "idempotency-key": idempotencyKey });

interface Keyed {
  readonly key: string;
}
interface Wished {
  readonly idempotencyKey: string;
}
interface Written extends Wished {
  readonly writes: readonly (Keyed & { readonly value: string })[];
}

/** The routes of the ledger that serve `queries`. */
export const operations = {
  read: ({ key }: Keyed) => ({ role, method: "GET", path: path("records", key) }),
  write: ({ idempotencyKey, ...body }: Keyed & Wished & { readonly value: string }) => ({
    role,
    method: "POST",
    path: "/records",
    headers: wish(idempotencyKey),
    body,
  }),
  transaction: ({ idempotencyKey, ...body }: Written) => ({
    role,
    method: "POST",
    path: "/transactions",
    headers: wish(idempotencyKey),
    body,
  }),
  batch: ({ idempotencyKey, ...body }: Written) => ({
    role,
    method: "POST",
    path: "/batches",
    headers: wish(idempotencyKey),
    body,
  }),
  add: ({ idempotencyKey, ...body }: Wished & { readonly keys: readonly string[]; readonly amount: number }) => ({
    role,
    method: "POST",
    path: "/additions",
    headers: wish(idempotencyKey),
    body,
  }),
  slow: (body: Keyed & { readonly ms: number }) => ({ role, method: "POST", path: "/sleeps", body }),
  cachedRead: ({ key }: Keyed) => ({ role, method: "GET", path: path("records", key, "cached") }),
  scopedRead: ({ key, scope }: Keyed & { readonly scope: string }) => ({
    role,
    method: "GET",
    path: path("records", key, "scoped"),
    headers: { "x-scope": scope },
  }),
  session: () => ({ role, method: "GET", path: "/session" }),
  leak: (body: Keyed) => ({ role, method: "POST", path: "/leaks", body }),
  poolStats: () => ({ role, method: "GET", path: "/pool" }),
  health: () => ({ role, method: "GET", path: "/health" }),
};
