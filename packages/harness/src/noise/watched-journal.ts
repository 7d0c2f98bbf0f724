import type { Journal } from "@chaos-packs/contract";
import type { NoiseMeter } from "./noise-meter.ts";

/** A journal of whose processes each is looked at by the meter, too, until its entry is struck. */
export const watchedJournal = (noise: Pick<NoiseMeter, "watch">, journal: Journal): Journal => ({
  folder: (path) => journal.folder(path),
  undo: (undo) => journal.undo(undo),
  process(pid, options) {
    const [strike, forget] = [journal.process(pid, options), noise.watch(pid)];
    return () => {
      forget();
      strike();
    };
  },
});
