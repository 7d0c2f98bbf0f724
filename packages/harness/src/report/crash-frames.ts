import { relative } from "node:path";
import { fileURLToPath } from "node:url";

const FRAME = /^\s*at (?:(?<name>.+?) \()?(?<place>[^()]+):(?<line>\d+):\d+\)?$/;
const MOST = 3;

/** What ended a program: its error, and the frames of its own code, the innermost first. */
export interface Crash {
  readonly error: string;
  readonly frames: readonly string[];
}

/** Reads an error with its stack as V8 prints them. Frames of Node and of packages count only when there are no others. */
export function crashOf(reason: string, folder: string = process.cwd()): Crash {
  const lines = reason.split("\n");
  const all = lines.flatMap((line) => {
    const { name, place, line: at } = FRAME.exec(line)?.groups ?? {};
    return place === undefined || place.startsWith("node:") ? [] : [{ name, place: shortened(place, folder), at }];
  });
  const own = all.filter(({ place }) => !place.includes("node_modules"));
  const frames = (own.length > 0 ? own : all).slice(0, MOST).map(({ place, at }) => `${place}:${at}`);
  const first = lines.find((line) => line.trim() !== "" && !FRAME.test(line)) ?? reason;
  return { error: first.trim(), frames };
}

function shortened(place: string, folder: string): string {
  const path = place.startsWith("file:") ? fileURLToPath(place) : place;
  const inside = path.startsWith("/") ? relative(folder, path) : path;
  return inside.startsWith("..") ? path.replace(/^.*\/node_modules\//, "node_modules/") : inside;
}
