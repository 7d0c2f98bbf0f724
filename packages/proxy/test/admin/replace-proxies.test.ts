import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseListen } from "../../src/admin/address.ts";
import { Feed } from "../../src/admin/feed.ts";
import { replaceProxies } from "../../src/admin/replace-proxies.ts";
import { ServedProxy } from "../../src/admin/served-proxy.ts";
import { Traffic } from "../../src/admin/traffic.ts";
import { startEcho } from "../support/servers.ts";

/** Proxies that write down what is done to them; those named in `fails` cannot be opened. */
function proxiesThatTell(fails: readonly string[] = []) {
  const done: string[] = [];
  const open = async (name: string, verb: string) => {
    done.push(`${verb} ${name}`);
    if (fails.includes(name)) throw new Error(`${name} cannot be opened`);
  };
  const make = (name: string, port: number, isOpen: boolean) => ({
    spec: { listen: { host: "127.0.0.1", port } },
    isOpen,
    open: () => open(name, "open"),
    reopen: () => open(name, "reopen"),
    close: async () => void done.push(`close ${name}`),
  });
  return { done, make };
}

describe("replacing proxies", () => {
  it("opens what needs no old port first, then closes the old ones, then opens the rest", async () => {
    const { done, make } = proxiesThatTell();
    await replaceProxies([
      { fresh: make("same port", 1, false), old: make("old", 1, true) },
      { fresh: make("new", 2, false), old: undefined },
    ]);
    assert.deepEqual(done, ["open new", "close old", "open same port"]);
  });

  it("touches nothing when a new one cannot be opened", async () => {
    const { done, make } = proxiesThatTell(["bad"]);
    const replacements = [
      { fresh: make("good", 1, false), old: make("old", 5, true) },
      { fresh: make("bad", 2, false), old: undefined },
    ];
    await assert.rejects(replaceProxies(replacements), /bad cannot be opened/);
    assert.deepEqual(done, ["open good", "open bad", "close good"]);
  });

  it("puts the old ones back when the port of one is stolen in the middle", async () => {
    const { done, make } = proxiesThatTell(["robbed"]);
    const replacements = [
      { fresh: make("moved", 9, false), old: make("old one", 1, true) },
      { fresh: make("robbed", 2, false), old: make("old two", 2, true) },
    ];
    await assert.rejects(replaceProxies(replacements), /robbed cannot be opened/);
    assert.deepEqual(done.slice(-3), ["close moved", "reopen old one", "reopen old two"]);
  });

  it("says which could not be put back, and why it was tried", async () => {
    const { make } = proxiesThatTell(["robbed", "old two"]);
    const replacements = [{ fresh: make("robbed", 2, false), old: make("old two", 2, true) }];
    await assert.rejects(replaceProxies(replacements), (error: Error) => {
      assert.match(error.message, /^RESTORE_FAILED: .*old two cannot be opened/);
      assert.match(String((error.cause as AggregateError).errors[0]), /robbed cannot be opened/);
      return true;
    });
  });

  it("leaves one that cannot be put back disabled", async () => {
    await using thief = await startEcho();
    const listen = parseListen(`127.0.0.1:${thief.port}`);
    assert.ok(listen);
    const spec = { name: "p", listen, upstream: listen, isEnabled: true, toxics: [] };
    const proxy = new ServedProxy(spec, {
      seed: 7,
      isRemoteAllowed: false,
      events: new Feed(),
      traffic: new Traffic(),
    });
    await assert.rejects(proxy.reopen(), { code: "PORT_TAKEN" });
    assert.equal(proxy.spec.isEnabled, false);
  });
});
