import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "lost-connection-is-not-retried",
  mistake: "Only what Redis itself refuses is tried again: a message whose connection broke goes no further than here",
  expected: ["pubsub/disconnect-during-broadcast"],
  swap: (sound) => ({ mayTryAgain: (error) => error.name === "ReplyError" && sound.mayTryAgain(error) }),
});
