const LONGEST = 200;

/** What is wrong with the name of a channel; undefined when nothing is. */
export function faultOfChannel(name: unknown): string | undefined {
  if (typeof name !== "string") return `a channel is named by text, not by ${name === null ? "null" : typeof name}`;
  if (name === "") return "the name of the channel is empty";
  if (name.length > LONGEST) return `the name of the channel has ${name.length} characters, more than ${LONGEST}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these are refused
  if (/[\s\u0000-\u001f\u007f]/.test(name))
    return "the name of the channel has white space or control characters in it";
  return undefined;
}

/** What is wrong with a pattern of channels; undefined when nothing is. */
export function faultOfPattern(name: unknown): string | undefined {
  const fault = faultOfChannel(name);
  if (fault !== undefined) return fault.replace(/a channel|the channel/, "the pattern");
  return /[[\]\\]/.test(String(name))
    ? "a pattern knows * for any text and ? for any one character, and no more"
    : undefined;
}
