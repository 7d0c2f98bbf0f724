import assert from "node:assert/strict";
import { test } from "node:test";
import { type DependencyKind, type DependencyServer, isChaosError, type StartContext } from "@chaos-packs/contract";
import { startServer } from "../src/start-server.ts";

const context = { name: "store", signal: new AbortController().signal } as StartContext;
const kindThat = (start: DependencyKind["start"]): DependencyKind => ({ kind: "lines", start });

test("a server that neither starts nor fails is given up by a code, told so, and closed when it comes after all", async () => {
  let come = (_server: DependencyServer): void => {};
  let wasTold = false;
  const kind = kindThat(({ signal }) => {
    signal.addEventListener("abort", () => {
      wasTold = true;
    });
    return new Promise((resolve) => {
      come = resolve;
    });
  });
  await assert.rejects(
    startServer(kind, context, { withinMs: 20 }),
    (error) => isChaosError(error, "SERVER_NOT_STARTED") && /store \(lines\)/.test(error.message),
  );
  assert.ok(wasTold);
  const closed = new Promise<void>((resolve) =>
    come({ version: "1", openLane: () => Promise.reject(new Error()), [Symbol.asyncDispose]: async () => resolve() }),
  );
  await closed;
});

test("what keeps a server from starting is thrown as it is", async () => {
  const kind = kindThat(async () => {
    throw new Error("no room");
  });
  await assert.rejects(startServer(kind, context), /no room/);
});
