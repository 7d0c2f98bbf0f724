import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "only-commands-have-a-heartbeat",
  mistake:
    "The connection that only listens is asked for no sign of life: when it is dead, nothing comes, as on a quiet day",
  expected: ["pubsub/half-open-noticed"],
  swap: ({ beatLine }) => ({
    async beatLine(live, line, ask) {
      if (line.name === "commands") await beatLine(live, line, ask);
    },
  }),
});
