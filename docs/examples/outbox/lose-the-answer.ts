import { defineFault, type Fault, undoAll } from "@chaos-packs/contract";

/** The answer under way is lost with its connection, and so are the next connections, at once. Heals by itself after so many `resets`. */
export const loseTheAnswer = (resets: number): Fault =>
  defineFault({
    name: "lose the answer",
    args: { resets },
    fate: "drop",
    uses: ["links"],
    strikes: ["struck"],
    async inject({ links }) {
      const undos: AsyncDisposable[] = [];
      for (const link of links("struck", "struck"))
        undos.push(await link.fail({ how: "rst", at: "accept", times: resets }));
      return undoAll(undos);
    },
  });
