import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "unheard-is-only-logged",
  mistake: "A message that reached nobody is told among thousands of lines of the log, and no number shows it",
  expected: ["pubsub/zero-subscribers-noticed"],
  swap: () => ({
    noteUnheard: ({ log }, { channel, id }) => log.warn({ id }, `nobody is subscribed to ${channel}`),
  }),
});
