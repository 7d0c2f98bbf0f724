// Compiles a pack, without what an earlier build has left of files that are gone: its scenarios are read from the folder.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./run-command.js";

if (existsSync("dist"))
  for (const path of readdirSync("dist", { recursive: true, encoding: "utf8" })) {
    const [source] = /^(.*?)(\.d\.ts|\.js)(\.map)?$/.exec(path)?.slice(1) ?? [];
    if (source !== undefined && !existsSync(join("src", `${source}.ts`))) rmSync(join("dist", path), { force: true });
  }
process.exitCode = await runCommand("tsc", ["-p", "tsconfig.json"]);
