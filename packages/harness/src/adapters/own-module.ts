import { bundle } from "./bundle.ts";

/** A module of this folder that runs inside roles, as JavaScript: a role that is started from the sources of this package has no loader. */
export async function ownModule(name: string): Promise<string> {
  if (import.meta.url.endsWith(".js")) return new URL(`./${name}.js`, import.meta.url).href;
  return (await bundle(new URL(`./${name}.ts`, import.meta.url))).main.href;
}
