import { access, constants } from "node:fs/promises";

/** Whether there is a file at `path` that may be executed. */
export const isRunnable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
