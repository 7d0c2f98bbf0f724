import pg from "pg";
import { config } from "./config.js";

export const pool = new pg.Pool({
  connectionString: config.databaseUrl,
  connectionTimeoutMillis: config.connectionTimeoutMs,
  statement_timeout: config.statementTimeoutMs,
});

// Without a listener the error of an idle client would end the process.
pool.on("error", (error) => console.error("idle database connection failed:", error.message));
