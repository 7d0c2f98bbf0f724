import { stat } from "node:fs/promises";
import { dirname } from "node:path";

/** A user that a program runs as; without ids: the user of this process. */
export interface SystemUser {
  readonly uid?: number;
  readonly gid?: number;
}

const SEARCH_BY_OTHERS = 0o001;
const SEARCH_BY_GROUP = 0o010;
const SEARCH_BY_OWNER = 0o100;

/** Whether a user may go through every folder above a path. */
export async function canReach({ uid, gid }: SystemUser, path: string): Promise<boolean> {
  if (uid === undefined) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const at = await stat(folder);
    const needed = at.uid === uid ? SEARCH_BY_OWNER : at.gid === gid ? SEARCH_BY_GROUP : SEARCH_BY_OTHERS;
    if ((at.mode & needed) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
