import { defineInvariant, type History, holds, type MomentSeen, unknown, violated } from "@chaos-packs/contract";
import { historyOf, planted, saw, submit } from "../history/build-history.ts";
import { chunkOf, isSameWork, moments, submitted } from "../history/jobs-seen.ts";

interface Damage {
  readonly chunk: string;
  readonly at: number;
  readonly mending: "piece is stored" | "result is stored";
}

const damages = (history: History): readonly Damage[] =>
  history.arrangements.flatMap(({ name, input, at }): readonly Damage[] => {
    const { job = "", object, chunk } = input as { job?: string; object?: string; chunk?: number };
    if (name === "lose all objects") {
      const chunks = submitted(history).find((each) => each.job === job)?.chunks ?? 0;
      return Array.from({ length: chunks }, (_, index) => ({
        chunk: `${job}/${index + 1}`,
        at,
        mending: "result is stored",
      }));
    }
    if (name !== "lose object" && name !== "corrupt object") return [];
    if (object === "source") return [];
    return [{ chunk: `${job}/${chunk}`, at, mending: object === "piece" ? "piece is stored" : "result is stored" }];
  });

/** A piece or a result that is lost or corrupt is noticed and made again. */
export const damageIsMended = defineInvariant({
  name: "damage is mended",
  moments: ["piece is stored", "result is stored"],
  check(history) {
    const all = damages(history);
    if (all.length === 0) return unknown("nothing was damaged");
    const isMended = ({ chunk, at, mending }: Damage): boolean =>
      moments(history, mending).some((seen: MomentSeen) => isSameWork(chunkOf(seen), chunk) && seen.at >= at);
    const missed = all.find((damage) => !isMended(damage));
    return missed ? violated(`chunk ${missed.chunk} was damaged, and after that never: ${missed.mending}`) : holds;
  },
  examples: {
    keeps: historyOf(
      submit(3),
      planted("corrupt object", 10, { job: "j", object: "result", chunk: 2 }),
      saw("result is stored", 50, 2),
    ),
    breaks: historyOf(
      submit(3),
      planted("corrupt object", 10, { job: "j", object: "result", chunk: 2 }),
      saw("result is stored", 50, 3),
    ),
  },
});
