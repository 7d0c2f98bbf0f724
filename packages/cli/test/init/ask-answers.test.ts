import assert from "node:assert/strict";
import { test } from "node:test";
import type { Given } from "../../src/init/answers.ts";
import { askAnswers } from "../../src/init/ask-answers.ts";
import type { Asker } from "../../src/init/asker.ts";
import { completeAnswers } from "../../src/init/complete-answers.ts";

const nothing: Given = { start: [], ready: [], replicas: [], cwd: [], variable: [], http: [], promise: [] };
const hints = {
  roles: [
    { name: "api", command: "node api.js", from: "the Procfile" },
    { name: "worker", command: "node worker.js", from: "the Procfile" },
  ],
  postgres: "DB",
  redis: "CACHE",
  schema: "db/schema.sql",
};

/** Says what is usual, but for questions that hold one of the texts. */
function whoSays(said: Readonly<Record<string, string>>): Asker & { readonly asked: string[] } {
  const asked: string[] = [];
  const answer = (question: string, usual = ""): Promise<string> => {
    asked.push(question);
    return Promise.resolve(Object.entries(said).find(([text]) => question.includes(text))?.[1] ?? usual);
  };
  return { asked, text: answer, choose: (question, _choices, usual) => answer(question, usual) };
}

test("who takes what is usual gets what the folder tells", async () => {
  const answers = await askAnswers(whoSays({}), nothing, hints, "orders");
  assert.deepEqual(answers.start, ["api=node api.js", "worker=node worker.js"]);
  assert.deepEqual([answers.name, answers.postgres, answers.redis], ["orders", "DB=db/schema.sql", "CACHE"]);
  assert.equal(answers.request, undefined);
});

test("what is refused at the terminal is not taken from the folder", async () => {
  const answers = await askAnswers(whoSays({ "Redis?": "none", "Another role?": "none" }), nothing, hints, "orders");
  assert.deepEqual([answers.start, answers.redis], [["api=node api.js"], undefined]);
});

test("what flags say is not asked", async () => {
  const asker = whoSays({});
  const given = {
    ...{
      name: "orders",
      pack: "pubsub",
      port: "PORT",
      postgres: "none",
      redis: "none",
      request: "GET /",
      done: "GET /",
    },
    ...{ start: ["node a.js"], ready: [], replicas: [], cwd: [], variable: [], http: ["none"], promise: [] },
  };
  const answers = await askAnswers(asker, given, hints, "here");
  assert.deepEqual(asker.asked, []);
  assert.deepEqual([answers.postgres, answers.http, answers.request], [undefined, [], "GET /"]);
});

test("each role is asked when it is ready and how often it runs", async () => {
  const said = { "api ready?": "/healthz", "replicas of worker?": "3" };
  const { ready, replicas } = await askAnswers(whoSays(said), nothing, hints, "orders");
  assert.deepEqual([ready, replicas], [["api=/healthz"], ["worker=3"]]);
});

test("without questions flags come first, then what the folder tells", () => {
  const { start, postgres, redis } = completeAnswers({ ...nothing, redis: "none" }, hints, "orders");
  assert.deepEqual([start.length, postgres, redis], [2, "DB=db/schema.sql", undefined]);
});
