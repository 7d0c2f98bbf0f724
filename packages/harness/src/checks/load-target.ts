import { ChaosError, isChaosError, type Target } from "@chaos-packs/contract";
import { describeThrown } from "./describe-thrown.ts";

/**
 * Loads a target file: a module that exports the target as `target`, as default, or as its only export.
 *
 * @throws ChaosError TARGET_NOT_FOUND, TARGET_NOT_LOADED, TYPES_NOT_STRIPPED, NO_TARGET; those that the file itself throws
 */
export async function loadTarget(file: URL): Promise<Target> {
  const exported = await import(file.href).catch((error: unknown) => {
    throw explained(error, file);
  });
  const found = exported.target ?? exported.default ?? onlyOneOf(Object.values(exported));
  if (typeof found === "object" && found !== null) return found as Target;
  throw new ChaosError("NO_TARGET", {
    expected: `${file.pathname} to export a target`,
    came: `it exports ${Object.keys(exported).join(", ") || "nothing"}`,
    todo: "Write `export const target = defineTarget({ … })`.",
  });
}

const onlyOneOf = (values: readonly unknown[]): unknown => (values.length === 1 ? values[0] : undefined);

function explained(error: unknown, file: URL): unknown {
  if (isChaosError(error)) return error;
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const cause = error instanceof Error ? error.message : String(error);
  if (code === "ERR_UNKNOWN_FILE_EXTENSION" && /\.[mc]?ts["' ]/.test(`${cause} `)) {
    return new ChaosError("TYPES_NOT_STRIPPED", {
      expected: `a Node that can read TypeScript, for ${file.pathname}`,
      came: `Node ${process.versions.node}, which cannot (${cause})`,
      todo: "Use Node 22.18 or newer, or run `node --import tsx --test …` (npm install --save-dev tsx), or write the file in JavaScript.",
      cause: error,
    });
  }
  const isAbsent = code === "ERR_MODULE_NOT_FOUND" && "url" in (error as object) && isSame(error, file);
  return new ChaosError(isAbsent ? "TARGET_NOT_FOUND" : "TARGET_NOT_LOADED", {
    expected: isAbsent ? `a target file at ${file.pathname}` : `${file.pathname} to load`,
    came: isAbsent ? "there is none" : `it threw ${describeThrown(error)}`,
    todo: isAbsent
      ? "Correct the path, or write a target file with `npx chaos-packs init`."
      : "Correct that line, or `npm install` the package that it imports.",
    cause: error,
  });
}

const isSame = (error: unknown, file: URL): boolean => (error as { url?: string }).url === file.href;
