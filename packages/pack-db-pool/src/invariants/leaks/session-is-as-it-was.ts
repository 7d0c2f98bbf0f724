import { defineInvariant, holds, seen, trouble, unknown, violated } from "@chaos-packs/contract/pack";
import { queries } from "../../capabilities/queries.ts";
import { did, historyOf, struck } from "../../history/examples.ts";

/** What one request set in its session is gone with it, also when it failed: every later one finds the settings that were there before. */
export const sessionIsAsItWas = defineInvariant({
  name: "session is as it was",
  reads: ["session"],
  check(history) {
    const { answers } = seen(history, queries);
    const fault = trouble(history);
    const sessions = answers("session");
    const before = sessions.find(({ at }) => fault && at < fault.at)?.output.settings;
    const after = sessions.filter(({ calledAt }) => fault && calledAt >= fault.at);
    if (!before || after.length === 0) return unknown("nobody looked at a session before and after a failed query");
    for (const { output } of after) {
      const names = new Set([...Object.keys(before), ...Object.keys(output.settings)]);
      const changed = [...names].find((name) => before[name] !== output.settings[name]);
      if (changed !== undefined)
        return violated(`${changed} was "${before[changed]}", and a later request found "${output.settings[changed]}"`);
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      did("session", {}, 1, { settings: { scope: "" } }),
      struck(10, 20),
      did("session", {}, 30, { settings: { scope: "" } }),
    ),
    breaks: historyOf(
      did("session", {}, 1, { settings: { scope: "" } }),
      struck(10, 20),
      did("session", {}, 30, { settings: { scope: "tenant 7" } }),
    ),
  },
});
