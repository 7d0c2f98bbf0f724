import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { isChaosError } from "@chaos-packs/contract/kind";
import { provisionRedis } from "../../src/index.ts";
import { explainFetchFailure } from "../../src/provision/explain-fetch-failure.ts";
import { canProvision } from "../../src/provision/provision-redis.ts";

const canFetch = await canProvision();

test("a package mirror that cannot be reached is named as the reason, not an unknown package", {
  skip: !canFetch && "needs apt-get",
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "no-network-"));
  const before = process.env["APT_CONFIG"];
  try {
    await mkdir(join(folder, "lists/partial"), { recursive: true });
    await writeFile(join(folder, "sources.list"), "deb http://127.0.0.1:1/debian stable main\n");
    await writeFile(
      join(folder, "apt.conf"),
      `Dir::Etc::SourceList "${folder}/sources.list";\nDir::Etc::SourceParts "/dev/null";\nDir::State::Lists "${folder}/lists";\nAcquire::http::Proxy "DIRECT";\n`,
    );
    process.env["APT_CONFIG"] = join(folder, "apt.conf");
    await assert.rejects(
      provisionRedis({ cache: join(folder, "cache") }),
      (error) =>
        isChaosError(error, "MIRROR_UNREACHABLE") &&
        /mirror cannot be reached: Could not connect to 127/.test(error.came),
    );
  } finally {
    if (before === undefined) delete process.env["APT_CONFIG"];
    else process.env["APT_CONFIG"] = before;
    await rm(folder, { recursive: true, force: true });
  }
});

test("a full disk and an unknown package are told apart from that; anything else is left as it is", () => {
  const codeOf = (said: string): string | undefined => explainFetchFailure(said)?.code;
  assert.equal(codeOf("E: Unable to locate package redis-server"), "PACKAGE_UNKNOWN");
  assert.equal(
    codeOf("Err:1 http://a\n  Could not resolve 'a'\nE: Unable to locate package redis-server"),
    "MIRROR_UNREACHABLE",
  );
  assert.equal(codeOf("dpkg-deb: error: cannot write: No space left on device"), "NO_SPACE_LEFT");
  assert.equal(codeOf("E: something else"), undefined);
});
