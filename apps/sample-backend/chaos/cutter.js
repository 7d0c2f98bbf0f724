// The sample backend's cutter, behind a switch that an arrangement sets. cutter <mode file> <cutter> <its arguments>
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [node, , modeFile, cutter, ...args] = process.argv;
const [, folder] = args;
let mode = "works";
try {
  mode = readFileSync(modeFile, "utf8");
} catch {
  // no arrangement has been made
}
if (mode === "works") {
  process.argv = [node, cutter, ...args];
  await import(pathToFileURL(cutter).href);
} else {
  // What a real cutter does before it breaks: some of the pieces are there already.
  writeFileSync(join(folder, "1"), "the first piece, cut before it broke\n");
  if (mode === "fails") {
    console.error("Error: the recording is damaged");
    process.exit(1);
  }
  process.stdin.on("end", () => process.exit(3)).resume();
  setInterval(() => {}, 1_000);
}
