import { soundLive } from "../live/sound-live.ts";
import { runLive } from "./run-live.ts";

await runLive("subscriber", soundLive);
