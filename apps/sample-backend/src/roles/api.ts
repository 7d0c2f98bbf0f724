import { sound } from "../sound.ts";
import { runApi } from "./run-api.ts";

await runApi(sound);
