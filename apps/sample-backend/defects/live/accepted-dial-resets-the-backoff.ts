import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "accepted-dial-resets-the-backoff",
  mistake: "The backoff begins anew as soon as a dial is accepted, also by who hangs up at once: the pauses never grow",
  expected: ["pubsub/redial-rate-is-bounded"],
  swap: ({ dialLine }) => ({
    dialLine(live, line) {
      const dialled = dialLine(live, line);
      line.dialling?.once("connect", () => {
        line.failures = 0;
      });
      return dialled;
    },
  }),
});
