import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type Anchor,
  type Fault,
  type LinkRef,
  type Run,
  remote,
  runsOf,
  type Scenario,
  type Step,
  type Target,
  undo,
} from "@chaos-packs/contract";
import { describeMissing } from "../../src/checks/missing.ts";
import { whyNot } from "../../src/checks/why-not.ts";
import { counterTarget, counting, countingPack } from "../fixtures/counting.ts";
import { ownFault } from "../fixtures/own-fault.ts";

const sound = countingPack.scenarios["connection-reset"] as Scenario;

/** What is missing, in words; undefined: nothing. */
function because(run: Run, target: Target): string | undefined {
  const missing = whyNot(run, target);
  return missing.length > 0 ? describeMissing(missing) : undefined;
}

/** Why a target cannot be asked for a scenario whose fault knows its messages by a moment. */
function why(target: Target, moment?: Anchor): string | undefined {
  const inject = ownFault({
    name: "strikes each",
    args: {},
    fate: "release",
    uses: ["links", "moments"],
    ...(moment && { moments: [moment] }),
    inject: async () => undo(),
  });
  const [run] = runsOf("it", { ...sound, schedule: [{ at: counting.moment("counted"), inject }] });
  return run && because(run, target);
}

test("a fault may know its messages by any moment that the target shows before", () => {
  assert.equal(why(counterTarget()), undefined);
  assert.equal(why(counterTarget(), counting.moment("counted")), undefined);
});

test("one that knows them by a moment that the target has not skips, with that reason", () =>
  assert.equal(why(counterTarget(), counting.moment("sung")), 'the target has no moment "sung" of counting'));

test("so does one whose moment the target cannot see at that edge", () => {
  const target = counterTarget();
  const capabilities = target.capabilities.map((binding) => ({
    ...binding,
    moments: { ...binding.moments, sung: { ...(binding.moments["counted"] as never as object), edges: ["after"] } },
  }));
  const moved = { ...target, capabilities } as never as Target;
  assert.equal(why(moved, counting.moment("sung")), 'the target cannot see "sung" at the edge before');
  assert.equal(why(moved, counting.moment("sung", {}, { edge: "after" })), undefined);
});

test("whether a service is remote is a matter of the roles that serve the capability, not of others beside them", () => {
  const elsewhere = remote({ url: "http://127.0.0.1:1", ready: { path: "/" } });
  assert.equal(why(counterTarget({ others: { elsewhere } })), undefined);
  assert.match(why(counterTarget({ others: { elsewhere }, servedBy: ["elsewhere"] })) ?? "", /a remote service/);
});

/** Why a target cannot be asked for a scenario of one step. */
const whyStep = (step: Partial<Step>, target: Target = counterTarget()): string | undefined => {
  const inject = ownFault({ name: "it", args: {}, fate: "release", uses: [], inject: async () => undo() });
  const [run] = runsOf("it", { ...sound, schedule: [{ at: counting.moment("counted"), inject, ...step }] });
  return run && because(run, target);
};
const understanding = (kind: string, link: LinkRef): Fault => ({
  ...ownFault({ name: "fail statement", args: {}, fate: "release", uses: [], inject: async () => undo() }),
  understands: [{ link, kind }],
});

test("a fault of one kind of dependency is skipped where the moment is seen on another, whichever way its link is named", () => {
  const links: readonly LinkRef[] = ["struck", counting.linkOf("counted"), { dependency: "lines" }];
  for (const link of links) {
    assert.equal(whyStep({ inject: understanding("lines", link) }), undefined);
    assert.match(
      whyStep({ inject: understanding("postgres", link) }) ?? "",
      /^the target .*lines, which is lines, and the fault "fail statement" is one of postgres$/,
    );
  }
});

test("a schedule made of a trait that the target does not promise is skipped, and one of zero is not", () => {
  const at = { ...counting.moment("counted"), occurrence: counting.amount("patienceMs", { plus: 1 }) };
  const promising = (patienceMs: number | null | undefined): Target => {
    const target = counterTarget();
    const capabilities = target.capabilities.map((binding) => ({ ...binding, traits: { patienceMs } }));
    return { ...target, capabilities } as never as Target;
  };
  assert.equal(whyStep({ at }, promising(0)), undefined);
  for (const nothing of [null, undefined])
    assert.equal(whyStep({ at }, promising(nothing)), 'the target does not promise the trait "patienceMs" of counting');
});

test("of the moments by one of which a fault heals the target must have one", () => {
  const [counted, sung] = [counting.moment("counted", { number: "9" }), counting.moment("sung")];
  assert.equal(whyStep({ heal: { when: [sung, counted] } }), undefined);
  assert.equal(whyStep({ heal: { when: sung, orAfter: counting.amount("patienceMs") } }), undefined);
  assert.equal(
    whyStep({ heal: { when: [sung, { ...sung, edge: "after" }] } }),
    'the target has none of the moments "sung"',
  );
});

test("a run that only another replica can bring to its end is skipped where every role has one", () => {
  const when = counting.moment("counted", { number: "9" }, { by: "other" });
  const twice = (target: Target): Target => ({
    ...target,
    roles: Object.fromEntries(Object.entries(target.roles).map(([name, role]) => [name, { ...role, replicas: 2 }])),
  });
  assert.match(whyStep({ heal: { when } }) ?? "", /another must go on with the work$/);
  assert.equal(whyStep({ heal: { when } }, twice(counterTarget())), undefined);
});
