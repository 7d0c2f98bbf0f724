import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { ownId } from "./own-id.ts";

const WRITABLE_BY_OTHERS = 0o022;

/**
 * The text of a file that only this user can have written; undefined for anything else: a link, a file with a second name,
 * somebody else's, one that others may write, none at all.
 */
export function readOwnFile(path: string): string | undefined {
  let file: number;
  try {
    // Never waits for the writer of a pipe that somebody has put there.
    file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch {
    return undefined; // gone, a link, or not ours to read
  }
  try {
    const found = fstatSync(file);
    const isOurs =
      found.isFile() && found.uid === ownId() && found.nlink === 1 && (found.mode & WRITABLE_BY_OTHERS) === 0;
    return isOurs ? readFileSync(file, "utf8") : undefined;
  } finally {
    closeSync(file);
  }
}
