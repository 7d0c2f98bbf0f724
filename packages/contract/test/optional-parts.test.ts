import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bindCapability,
  defineCapability,
  defineInvariant,
  defineScenario,
  defineWorkload,
  emptyHistory,
  type History,
  integer,
  judgeBy,
  kill,
  momentsShown,
  needsOf,
  object,
  partsAsked,
  partsOf,
  partsOffered,
  seen,
  string,
  violated,
} from "../src/index.ts";

const parcel = object({ parcel: string() });
const post = defineCapability({
  name: "post",
  description: "Carries parcels",
  operations: {
    send: { description: "Sends", input: parcel, output: parcel },
    track: { description: "Tracks", input: parcel, output: object({ at: integer() }) },
  },
  observations: {
    shelves: { description: "What lies there", input: object({}), output: object({ parcels: integer() }) },
  },
  arrangements: { burn: { description: "Burns one", input: parcel, output: object({}) } },
  traits: { withinMs: { description: "how long", unit: "ms" }, againMs: { description: "next try", unit: "ms" } },
  moments: { "parcel leaves": { description: "it leaves", scope: object({ parcel: string() }, { van: integer() }) } },
  series: { queue: { description: "parcels that wait", unit: "count" } },
  redelivery: { trait: "againMs", moment: "parcel leaves" },
});
const vans = defineCapability({
  name: "vans",
  description: "Drive",
  operations: { send: { description: "Sends a van", input: object({}), output: object({}) } },
  observations: {},
  arrangements: {},
  traits: {},
  moments: { "van stops": { description: "it stops", scope: object({}) } },
});
const ofVans = partsOf(vans, { uses: ["send"] });

const sending = defineWorkload(post, {
  name: "send",
  uses: ["send", "withinMs"],
  mayUse: ["shelves"],
  with: [ofVans],
  async run(client) {
    await client.call("send", { parcel: "a" });
    if (client.offers("shelves")) await client.observe("shelves", {});
    await client.with(ofVans).call("send", {});
    // @ts-expect-error neither `uses` nor `mayUse` names it
    await client.call("track", { parcel: "a" });
    // @ts-expect-error the other capability has no such operation
    await client.with(ofVans).call("track", {});
  },
  async settle() {},
});

const judging = defineInvariant({
  name: "it arrives",
  capability: "post",
  reads: ["track"],
  moments: ["parcel leaves"],
  traits: ["withinMs"],
  check: () => violated("asked"),
  examples: { keeps: emptyHistory, breaks: emptyHistory },
});

test("a target serves what it has, and whatever it leaves out or sets to null is not offered", () => {
  const bare = bindCapability(
    post,
    {},
    { operations: { send: ({ parcel }) => ({ role: "p", method: "PUT", path: parcel }), track: null } },
  );
  assert.deepEqual(partsOffered(bare), ["send"]);
  assert.deepEqual(momentsShown(bare), {});
});

test("a run needs the parts that its workload cannot do without and the moments of its schedule, of whatever capability", () => {
  const scenario = defineScenario({
    promise: "p",
    workload: sending,
    schedule: [{ at: vans.moment("van stops"), inject: kill() }],
    invariants: [judging],
  });
  const needs = needsOf(scenario);
  assert.deepEqual(needs.capabilities, ["post", "vans"]);
  assert.deepEqual(needs.parts, [
    { capability: "post", part: "send" },
    { capability: "vans", part: "send" },
  ]);
  assert.deepEqual(needs.moments, [{ capability: "vans", moment: "van stops" }]);
  assert.deepEqual(
    needs.recorded.map(({ moment }) => moment),
    ["van stops", "parcel leaves"],
  );
  assert.deepEqual(
    partsAsked(sending).map(({ capability }) => capability.name),
    ["post", "vans"],
  );
});

const offering: History = {
  ...emptyHistory,
  offered: { post: ["send", "track"] },
  seenOn: { post: { "parcel leaves": ["road"] } },
  traits: { post: { withinMs: 5 } },
};

test("an invariant is skipped with everything that it judges by and the target does not offer", () => {
  assert.equal(judgeBy(judging, offering).status, "violated");
  const verdict = judgeBy(judging, { ...offering, offered: { post: ["send"] }, seenOn: { post: {} }, traits: {} });
  assert.deepEqual(verdict, {
    status: "skipped",
    because: 'the target does not offer "track", "parcel leaves", "withinMs"',
  });
  const elsewhere = { ...offering, offered: { post: ["send"], vans: ["track"] } };
  assert.equal(judgeBy(judging, elsewhere).status, "skipped", "a part of the name belongs to another capability");
});

const entry = (at: number, output: object, capability?: string) => ({
  ...(capability && { capability }),
  client: "run",
  name: "send",
  input: { parcel: `p${at}` },
  calledAt: at - 1,
  returnedAt: at,
  result: { status: "ok" as const, output: output as never },
});

test("a history is read with the types of a capability, in the order of time, and without what is another's", () => {
  const history: History = {
    ...offering,
    operations: [
      entry(9, { parcel: "late" }),
      entry(3, { parcel: "soon" }, "post"),
      entry(5, {}, "vans"),
      { ...entry(7, {}), result: { status: "failed", error: "no" } },
    ],
    moments: [
      { capability: "post", moment: "parcel leaves", scope: { parcel: "b" }, edge: "after", at: 8, by: postman },
      {
        capability: "post",
        moment: "parcel leaves",
        scope: { parcel: "a", van: 2 },
        edge: "after",
        at: 2,
        by: postman,
      },
      {
        capability: "post",
        moment: "parcel leaves",
        scope: { parcel: "c" },
        edge: "after",
        at: 1,
        by: postman,
        failed: "x",
      },
      { capability: "vans", moment: "parcel leaves", scope: {}, edge: "after", at: 1, by: postman },
    ],
    series: [{ capability: "post", name: "queue", unit: "count", samples: [{ at: 1, value: 4 }] }],
    faultless: { operations: [entry(4, { parcel: "first" })], observations: [] },
  };
  const view = seen(history, post);
  assert.deepEqual(
    view.answers("send").map(({ at, input, output }) => [at, input.parcel, output.parcel]),
    [
      [3, "p3", "soon"],
      [9, "p9", "late"],
    ],
  );
  assert.equal(view.calls("send").length, 3);
  assert.deepEqual(
    view.moments("parcel leaves").map(({ scope: { parcel, van } }) => [parcel, van]),
    [
      ["a", 2],
      ["b", undefined],
    ],
  );
  assert.deepEqual(view.series("queue"), [{ at: 1, value: 4 }]);
  assert.deepEqual(
    view.faultless?.answers("send").map(({ output }) => output.parcel),
    ["first"],
  );
  assert.deepEqual([view.offers("track"), view.offers("shelves"), view.shows("parcel leaves")], [true, false, true]);
  assert.deepEqual([view.trait("withinMs"), view.trait("againMs")], [5, undefined]);
  // @ts-expect-error there is no such operation
  view.calls("fly");
});

const postman = { role: "postman", index: 0, incarnation: 1 };
