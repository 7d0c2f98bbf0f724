/**
 * A way for connections to fail.
 * - `refuse`: nobody listens (ECONNREFUSED); only at `dial`
 * - `fin`, `rst`: closed politely, or reset
 * - `silence`: accepted, never answered
 * - `swallow`: everything is taken, nothing answered, not even a FIN
 * - `server-gone`: the server's side is reset and the client never told of it; when undone it is, with a RST
 * - `client-gone`: the client's side is reset and the server never told, likewise
 */
export interface ConnectionFailure {
  readonly how: "refuse" | "fin" | "rst" | "silence" | "swallow" | "server-gone" | "client-gone";
  /**
   * On new connections: `dial` (refuse only), `accept`, `first-bytes` of the client, `mid-handshake` (the first bytes of
   * the server's answer), `mid-reply` (in the middle of a later answer). On live ones: `now`, or `idle` (only those with
   * nothing under way). `mid-reply` and `after-bytes` strike both new and live connections.
   */
  readonly at: "dial" | "accept" | "first-bytes" | "mid-handshake" | "mid-reply" | "after-bytes" | "now" | "idle";
  /** Only the next so many connections fail, then it heals by itself. Absent: until undone. Not possible with `refuse`, which nobody can count. */
  readonly times?: number;
  /** Only a share of the connections that reach the point, above 0 and at most 1: exactly every (1/rate)th, from an offset that the seed gives. */
  readonly rate?: number;
  /** With `after-bytes`, and only there: so many bytes of the server come through first. */
  readonly bytes?: number;
}
