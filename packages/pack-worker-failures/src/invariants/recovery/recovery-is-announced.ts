import { defineInvariant, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, looked, saw, work } from "../../history/examples.ts";

const wanted = ["recovery.started", "recovery.resumed", "recovery.completed"];
const isTime = (text: string): boolean => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));
const event = (type: string, at: number, more: object = {}) =>
  looked("events", {}, at, { type, job: "j", at: "2026-01-01T00:00:00.000Z", ...more });

/** A recovery publishes started, resumed and completed, each once and in this order, with job, time, and how many chunks. */
export const recoveryIsAnnounced = defineInvariant({
  name: "recovery is announced",
  reads: ["events"],
  moments: ["recovery starts"],
  check(history) {
    const [recovery] = seen(history, jobs).moments("recovery starts");
    if (!recovery) return unknown("no recovery started");
    const events = seen(history, jobs)
      .looks("events")
      .filter(({ output }) => output.type.startsWith("recovery."));
    const came = events.map(({ output }) => output.type).join(", ");
    if (came !== wanted.join(", ")) return violated(`the events of the recovery were: ${came || "none"}`);
    const poor = events.find(
      ({ output }) =>
        output.job !== recovery.scope.job ||
        !isTime(output.at) ||
        (output.type === "recovery.resumed" && !Number.isInteger(output.resumed)) ||
        (output.type === "recovery.completed" && !Number.isInteger(output.total)),
    );
    return poor ? violated(`${poor.output.type} lacks a field, or has a wrong one`, poor.output) : holds;
  },
  examples: {
    keeps: historyOf(
      saw("recovery starts", work(0), 1),
      event("recovery.started", 2),
      event("recovery.resumed", 3, { resumed: 2 }),
      event("recovery.completed", 90, { total: 5 }),
    ),
    breaks: historyOf(
      saw("recovery starts", work(0), 1),
      event("recovery.resumed", 2, { resumed: 2 }),
      event("recovery.started", 3),
      event("recovery.completed", 90, { total: 5 }),
    ),
  },
});
