const number = (name, fallback) => (process.env[name] === undefined ? fallback : Number(process.env[name]));

export const config = {
  port: number("PORT", 3000),
  databaseUrl: process.env.DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/notes",
  // pg has no limit of time unless it is given one.
  connectionTimeoutMs: number("CONNECTION_TIMEOUT_MS", 2_000),
  statementTimeoutMs: number("STATEMENT_TIMEOUT_MS", 5_000),
};
