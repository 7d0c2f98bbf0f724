import { defineLiveDefect } from "./live-defect.ts";

export const defect = defineLiveDefect({
  name: "error-reply-is-not-retried",
  mistake: "Only lost connections are tried again: an error that Redis answers is taken for its last word",
  expected: ["pubsub/redis-readonly", "pubsub/redis-loading", "pubsub/redis-out-of-memory"],
  swap: (sound) => ({ mayTryAgain: (error) => error.name !== "ReplyError" && sound.mayTryAgain(error) }),
});
