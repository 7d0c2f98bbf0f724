const UUID = /\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi;
const WORD = /[A-Za-z\d]{6,}/g;
const NUMBER = /\d+(?:[.,:]\d+)*/g;

/** A text without what differs from run to run: ids become <id>, numbers N, and a list of numbers one. */
export const maskText = (text: string): string =>
  text
    .replace(UUID, "<id>")
    .replace(WORD, (word) => (isId(word) ? "<id>" : word))
    .replace(NUMBER, "N")
    .replace(/\bN(?:, ?N)+\b/g, "N, …")
    .replace(/\s+/g, " ")
    .trim();

/** Letters and digits that change places at least twice, as in a7f3c9; `ECONNREFUSED` and `sha256` are words. */
const isId = (word: string): boolean =>
  (word.match(/[A-Za-z]+|\d+/g) ?? []).length > 3 || /^(?=.*\d)[\da-f]{8,}$/i.test(word);
