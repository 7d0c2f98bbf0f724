import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import pg from "pg";
import { ownConfig } from "../src/lane/connect.ts";
import { givenServer } from "../src/server/given-server.ts";

// Of this file's own process.
Object.assign(process.env, {
  PGSSLMODE: "require",
  PGSSLNEGOTIATION: "direct",
  PGHOST: "elsewhere.invalid",
  PGPORT: "1",
  PGUSER: "somebody",
  PGDATABASE: "theirs",
  PGOPTIONS: "-c search_path=none",
  PGAPPNAME: "psql",
});

test("variables of the shell change nothing about the harness's connections; what the address says holds", () => {
  const { href } = new URL(givenServer("postgres://localhost")?.url ?? "");
  assert.equal(href, "postgres://postgres@localhost:5432/postgres");
  const plain = new pg.Client(ownConfig(href));
  const { host, port, user, database } = plain;
  assert.deepEqual(
    { host, port, user, database },
    { host: "localhost", port: 5432, user: "postgres", database: "postgres" },
  );
  assert.equal(plain.ssl, false);
  assert.ok(new pg.Client(ownConfig(`${href}?sslmode=verify-full`)).ssl);
});

test("a user without an entry in /etc/passwd, for whom initdb would fail, is told what to do", {
  skip: process.getuid?.() !== 0 && "only root can run a process as such a user",
}, () => {
  const module = new URL("../src/server/find-server-user.ts", import.meta.url).href;
  const code = `process.setgid(12345); process.setuid(12345);
    const { findServerUser } = await import(${JSON.stringify(module)});
    await findServerUser().catch((error) => console.log(error.code + " " + error.todo));`;
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", import.meta.resolve("tsx"), "--input-type=module", "--eval", code],
    { encoding: "utf8", env: { PATH: process.env["PATH"], TSX_DISABLE_CACHE: "1" } },
  );
  assert.match(stdout, /^NO_PASSWD_ENTRY .*--user node.*CHAOS_POSTGRES_URL/, stderr);
});
