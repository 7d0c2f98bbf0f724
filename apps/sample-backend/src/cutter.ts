// The cutter: a program of its own. cutter <source file> <target folder> <number of pieces>
// It imports nothing but fs, because its start is most of what it costs.
import { readFileSync, renameSync, writeFileSync } from "node:fs";

// Whoever started it holds the other end of stdin: when he is gone, however he went, so is the cutter.
process.stdin
  .on("end", () => process.exit(3))
  .on("error", () => process.exit(3))
  .resume();

const [, , source, folder, count] = process.argv;
if (!source || !folder || !count) throw new Error("usage: cutter <source file> <target folder> <number of pieces>");
const lines = readFileSync(source, "utf8").split("\n").filter(Boolean);
const wanted = Number(count);
if (lines.length < wanted)
  throw new Error(`the source has ${lines.length} parts, fewer than the ${wanted} pieces asked for`);
for (let piece = 0; piece < wanted; piece++) {
  const from = Math.floor((piece * lines.length) / wanted);
  const to = Math.floor(((piece + 1) * lines.length) / wanted);
  writeFileSync(`${folder}/${piece + 1}.part`, `${lines.slice(from, to).join("\n")}\n`);
}
// Only a whole set gets its names.
for (let piece = 1; piece <= wanted; piece++) renameSync(`${folder}/${piece}.part`, `${folder}/${piece}`);
process.exit(0);
