import { defineFaultType, integer, object, undoAll } from "@chaos-packs/contract/pack";

/** The answer under way is lost with its connection, and so are the next connections, at once. Heals by itself after so many `resets`. */
export const loseTheAnswer = defineFaultType({
  name: "lose the answer",
  args: object({ resets: integer({ minimum: 1 }) }),
  uses: ["links"],
  make: ({ resets }) => ({
    fate: "drop",
    strikes: ["struck"],
    async inject({ links }) {
      const undos: AsyncDisposable[] = [];
      for (const link of links("struck", "struck"))
        undos.push(await link.fail({ how: "rst", at: "accept", times: resets }));
      return undoAll(undos);
    },
  }),
});
