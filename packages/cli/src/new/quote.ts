/** A text as a string of a program. */
export const quote = (text: string): string => JSON.stringify(text);

/** `kill-mid-chunk` as the name of a variable: `killMidChunk`. */
export const variableOf = (name: string): string =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** `kill-mid-chunk` in words: `kill mid chunk`. */
export const wordsOf = (name: string): string => name.replaceAll("-", " ");
