import { defineDefect } from "@chaos-packs/contract/target";

export const defect = defineDefect({
  name: "numbers-are-not-compared",
  mistake: "Holes are looked for after a reconnect only: what is lost on a connection that lives is lost unnoticed",
  expected: ["pubsub/dropped-message-noticed"],
  edits: [
    {
      file: "src/live/feeds/take-message.ts",
      replace: "  if (feed.last !== undefined && seq === feed.last + 1 && !feed.isFilling) {",
      with: "  if (feed.last !== undefined && !feed.isFilling) {",
    },
  ],
});
