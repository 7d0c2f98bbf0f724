import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** Small programs in a folder that is removed with them. */
export class Programs implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), "chaos-laws-"));

  write(name: string, text: string): URL {
    const file = join(this.folder, name);
    writeFileSync(file, text);
    return pathToFileURL(file);
  }

  /** A symbolic link to one of them. */
  link(name: string, to: string): URL {
    const file = join(this.folder, name);
    symlinkSync(to, file);
    return pathToFileURL(file);
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Ticks until it is asked to stop, and then ends because nothing is left to do. */
export const ticking = `
process.once("SIGTERM", () => { clearInterval(timer); console.log("bye"); });
let n = 0;
const timer: NodeJS.Timeout = setInterval(() => console.log("tick " + ++n), 2);
console.log("up");`;

/** Never gives its loop back, and takes no notice of SIGTERM. */
export const busy = `
process.on("SIGTERM", () => {});
console.log("up");
setTimeout(() => { console.log("busy"); setTimeout(() => { for (;;); }, 5); }, 1);`;

/** Ends at once when it is asked to. */
export const quitting = `
process.on("SIGTERM", () => process.exit(0));
setInterval(() => {}, 1000);
console.log("up");`;
