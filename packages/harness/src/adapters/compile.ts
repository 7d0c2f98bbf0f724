import { type BuildOptions, type BuildResult, build, stop } from "esbuild";

/** Which process of esbuild's it is, counted from 0: several builds may meet the end of one. */
let generation = 0;

/**
 * Builds with esbuild. When its own process was ended from outside (by the kernel for memory, by somebody's kill), it is
 * started again and asked once more: that is no fault of the program that is compiled.
 */
export async function compile(options: BuildOptions): Promise<BuildResult> {
  const asked = generation;
  try {
    return await build(options);
  } catch (error) {
    if (isOfTheProgram(error)) throw error;
    if (asked === generation) {
      generation += 1;
      await stop();
    }
    return build(options);
  }
}

/** What is wrong with a program comes as a list (https://esbuild.github.io/api/#build-failures); whatever else is wrong does not. */
const isOfTheProgram = (error: unknown): boolean =>
  typeof error === "object" && error !== null && Array.isArray((error as { readonly errors?: unknown }).errors);
