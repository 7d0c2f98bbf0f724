import { fileURLToPath } from "node:url";
import { ChaosError, type JournalUndo } from "@chaos-packs/contract";
import { compile } from "../adapters/compile.ts";

/** What runs it has the arguments as JSON in the last place of its command line. */
const program = (file: string, name: string): string =>
  `import { ${JSON.stringify(name)} as undo } from ${JSON.stringify(file)};\nawait undo(JSON.parse(process.argv.at(-1) ?? "null"));\n`;

/**
 * The code of a program that calls a function of a module with its arguments. All that it imports is in it, so that
 * nothing is read from a file when it runs: by then another user may have written there.
 *
 * @throws ChaosError UNDO_NOT_USABLE
 */
export async function undoProgram({ module, name }: Pick<JournalUndo, "module" | "name">): Promise<string> {
  try {
    const file = fileURLToPath(module);
    const { outputFiles = [] } = await compile({
      stdin: { contents: program(file, name), resolveDir: "/", loader: "js" },
      bundle: true,
      platform: "node",
      format: "esm",
      target: "node20",
      write: false,
      logLevel: "silent",
    });
    return outputFiles[0]?.text ?? "";
  } catch (cause) {
    throw new ChaosError("UNDO_NOT_USABLE", {
      expected: `${module.href} to be a module that exports ${name}, which undoes something`,
      came: cause instanceof Error ? cause.message : String(cause),
      todo: "Give the URL of a file that compiles with all that it imports, new URL(…, import.meta.url), and the name of a function that it exports.",
      cause,
    });
  }
}
