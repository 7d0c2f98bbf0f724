import assert from "node:assert/strict";
import { test } from "node:test";
import type { Edge } from "@chaos-packs/contract/kind";
import { readMessages } from "../src/read-message.ts";
import { openClient } from "./support/client.ts";
import { openTestLink } from "./support/open-lane.ts";
import { openUpstream } from "./support/upstream.ts";

const reader = readMessages("ocr");

test("a request is one message at both edges, with the values of its path, its body and its answer", async () => {
  const seen = new Map<object, { edges: Edge[]; message: never }>();
  await using upstream = await openUpstream((_request, response) => {
    response.setHeader("content-type", "application/json");
    response.end('{"receipt":"r-9","pages":[{"no":3}]}');
  });
  const pattern = { ...reader.pattern, dependency: "upstream" } as never;
  await using link = await openTestLink(upstream.url, {
    patterns: [pattern],
    watch({ message, edge }) {
      const identity = reader.identityOf(message as never);
      const entry = seen.get(identity) ?? { edges: [], message: message as never };
      seen.set(identity, { edges: [...entry.edges, edge], message: message as never });
      return undefined;
    },
  });
  await using client = openClient(link.url);
  await client.send("POST", "/documents/doc-1/pages/3?lang=de", { document: "doc-1" });
  const [entry, ...rest] = [...seen.values()];
  assert.ok(entry && rest.length === 0);
  const own = new Set(["doc-1"]);
  const { values, pattern: code, ...told } = reader.describe(entry.message, own);
  assert.deepEqual(entry.edges, ["before", "after"]);
  assert.deepEqual(told, {
    text: "POST /documents/doc-1/pages/3",
    fingerprint: "POST /documents/{id2}/pages/{id4}",
    outcome: "200",
  });
  assert.deepEqual(code, {
    call: "httpRequest",
    args: ['"ocr"', '"POST"', '"/documents/{id2}/pages/{id4}"'],
    options: {},
  });
  assert.deepEqual(
    values.map(({ read, value, isAnswered = false }) => [read, value, isAnswered]),
    [
      ["params.id2", "doc-1", false],
      ["params.id4", "3", false],
      ["query.lang", "de", false],
      ["body.document", "doc-1", false],
      ["answer.receipt", "r-9", true],
      ["answer.pages[0].no", "3", true],
    ],
  );
});
