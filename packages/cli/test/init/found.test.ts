import assert from "node:assert/strict";
import { test } from "node:test";
import { hintsInCompose } from "../../src/init/found/hints-in-compose.ts";
import { hintsInEnvExample } from "../../src/init/found/hints-in-env-example.ts";
import { hintsInPackage } from "../../src/init/found/hints-in-package.ts";
import { hintsInProcfile } from "../../src/init/found/hints-in-procfile.ts";

const commands = (roles: readonly { readonly name: string; readonly command: string }[]) =>
  Object.fromEntries(roles.map(({ name, command }) => [name, command]));

test("scripts of package.json that start something are roles; what needs a shell is none", () => {
  const scripts = {
    start: "node api.js",
    "start:worker": "node worker.js",
    test: "node --test",
    web: "PORT=3 node b.js",
  };
  assert.deepEqual(commands(hintsInPackage(JSON.stringify({ scripts }))), {
    api: "node api.js",
    worker: "node worker.js",
  });
  assert.deepEqual(hintsInPackage("{"), []);
});

test("processes of a Procfile are roles; what runs once and ends is none", () =>
  assert.deepEqual(
    commands(
      hintsInProcfile("web: bundle exec puma\nworker: sidekiq -q default\nrelease: rake db:migrate\n# web: no\n"),
    ),
    { api: "bundle exec puma", worker: "sidekiq -q default" },
  ));

test("services that a compose file builds are roles, and variables with addresses are known by them", () =>
  assert.deepEqual(
    hintsInCompose(`
services:
  web: { build: ., command: [python3, -m, orders.api], environment: { DB: "postgres://db/orders", CACHE: "redis://r" } }
  worker:
    build: .
    command: python3 -m orders.worker
    environment: ["DB=postgres://db/orders"]
  db: { image: "postgres:17", command: postgres -c fsync=off }
`),
    {
      roles: [
        { name: "api", command: "python3 -m orders.api", from: "web of docker-compose.yml" },
        { name: "worker", command: "python3 -m orders.worker", from: "worker of docker-compose.yml" },
      ],
      postgres: "DB",
      redis: "CACHE",
    },
  ));

test("a compose file that is none tells nothing", () => assert.deepEqual(hintsInCompose("services: ["), { roles: [] }));

test("variables of .env.example are known by their addresses, else by the usual names", () => {
  assert.deepEqual(hintsInEnvExample("DB='postgres://x'\nexport REDIS_URL=\nPORT=3000\n"), {
    postgres: "DB",
    redis: "REDIS_URL",
  });
  assert.deepEqual(hintsInEnvExample("NAME=x"), {});
});
