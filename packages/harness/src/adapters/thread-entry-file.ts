import { bundle } from "./bundle.ts";

/** The module that runs inside threads, as JavaScript: a thread that runs this package from its sources has no loader. */
export async function threadEntryFile(): Promise<string> {
  if (import.meta.url.endsWith(".js")) return new URL("./thread-entry.js", import.meta.url).href;
  return (await bundle(new URL("./thread-entry.ts", import.meta.url))).main.href;
}
