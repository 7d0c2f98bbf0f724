import type { EditedFile } from "./apply-edits.ts";

const OLD_MAP = /^\/\/# sourceMappingURL=\S+\s*$/gm;

/** An edited file with the way back to the lines of the original in it: what a bundler reads of it keeps them. */
export const textForBundler = ({ edited, map }: EditedFile): string =>
  `${edited.replace(OLD_MAP, "//")}\n//# sourceMappingURL=${map.toUrl()}\n`;
