import { defineInvariant, exceeded, faultsSeen, holds, seen, unknown, violated } from "@chaos-packs/contract/pack";
import { broadcast } from "../../capabilities/broadcast.ts";
import { heard, historyOf, message, struck } from "../../history/examples.ts";
import { trait } from "../../history/messages-seen.ts";
import { clientsSeen } from "../../history/readers-seen.ts";

/** After a restart clients can open their streams again within the promised time, and where there is a replay have been given what to go on from. */
export const streamsCanBeOpenedAgain = defineInvariant({
  name: "streams can be opened again",
  timed: true,
  traits: ["recoverWithinMs", "slackMs"],
  optionalTraits: ["historySize"],
  check(history) {
    const [fault] = faultsSeen(history);
    const [promised, slack] = [trait(history, "recoverWithinMs"), trait(history, "slackMs")];
    const isReplayed = seen(history, broadcast).trait("historySize") !== undefined;
    const lost = clientsSeen(history).filter(
      ({ streams: [first] }) => fault && (first?.ended?.at ?? 0) >= (fault.begunAt ?? fault.at),
    );
    const broken = lost.filter(({ streams: [first] }) => first?.ended?.by !== "client");
    if (!fault || broken.length === 0) return unknown("no stream of a client broke");
    for (const { name, streams } of broken) {
      const [first, second] = streams;
      const isGivenAnId = first?.items.some(({ value: { eventId } }) => eventId !== undefined) ?? false;
      if (isReplayed && first?.name === "events" && !isGivenAnId)
        return violated(`${name} was given nothing to go on from`);
      if (!second) return violated(`${name} could not open its stream again`);
      const tookMs = second.returnedAt - fault.until;
      if (tookMs > promised + slack)
        return exceeded(`${name} could be opened again ${Math.round(tookMs)} ms after the restart`, {
          byMs: tookMs - promised,
          from: fault.until,
          to: second.returnedAt,
        });
    }
    return holds;
  },
  examples: {
    keeps: historyOf(
      struck(10, 50),
      heard({ ended: { at: 11, by: "lost", reason: "RST" } }, identified("1", 5)),
      heard({ from: 60, lastEventId: "1" }, identified("2", 70)),
    ),
    breaks: historyOf(struck(10, 50), heard({ ended: { at: 11, by: "lost", reason: "RST" } }, identified("1", 5))),
  },
});

function identified(id: string, at: number) {
  const { value } = message(id, at);
  return { at, value: { ...value, eventId: id } };
}
