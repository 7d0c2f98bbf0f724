import {
  defineInvariant,
  type History,
  holds,
  type MomentSeen,
  seen,
  unknown,
  violated,
} from "@chaos-packs/contract/pack";
import { jobs } from "../../capabilities/jobs.ts";
import { historyOf, planted, saw, submit, work } from "../../history/examples.ts";
import { chunkOf, isSameWork, submitted } from "../../history/jobs-seen.ts";

interface Damage {
  readonly chunk: string;
  readonly at: number;
  readonly mending: "piece is stored" | "result is stored";
}

function damages(history: History): readonly Damage[] {
  const { arrangements } = seen(history, jobs);
  const ofOne = [...arrangements("lose object"), ...arrangements("corrupt object")].flatMap(
    ({ input: { job, object, chunk }, at }): readonly Damage[] => {
      if (object === "source") return [];
      return [{ chunk: `${job}/${chunk}`, at, mending: object === "piece" ? "piece is stored" : "result is stored" }];
    },
  );
  const ofAll = arrangements("lose all objects").flatMap(({ input: { job }, at }) => {
    const chunks = submitted(history).find((each) => each.job === job)?.chunks ?? 0;
    return Array.from(
      { length: chunks },
      (_, index): Damage => ({ chunk: `${job}/${index + 1}`, at, mending: "result is stored" }),
    );
  });
  return [...ofOne, ...ofAll];
}

/** A piece or a result that is lost or corrupt is noticed and made again. */
export const damageIsMended = defineInvariant({
  name: "damage is mended",
  moments: ["piece is stored", "result is stored"],
  check(history) {
    const all = damages(history);
    if (all.length === 0) return unknown("nothing was damaged");
    const isMended = ({ chunk, at, mending }: Damage): boolean =>
      seen(history, jobs)
        .moments(mending)
        .some((seen: MomentSeen) => isSameWork(chunkOf(seen), chunk) && seen.at >= at);
    const missed = all.find((damage) => !isMended(damage));
    return missed ? violated(`chunk ${missed.chunk} was damaged, and after that never: ${missed.mending}`) : holds;
  },
  examples: {
    keeps: historyOf(
      submit(3),
      planted("corrupt object", { job: "j", object: "result", chunk: 2 }, 10, { key: "j/2" }),
      saw("result is stored", work(2), 50),
    ),
    breaks: historyOf(
      submit(3),
      planted("corrupt object", { job: "j", object: "result", chunk: 2 }, 10, { key: "j/2" }),
      saw("result is stored", work(3), 50),
    ),
  },
});
