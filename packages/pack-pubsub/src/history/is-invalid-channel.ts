/** The most characters that the name of a channel has. */
const LONGEST = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ODD = /[\s\u0000-\u001f\u007f]/;

/** Whether a channel's name is none that the capability allows. */
export const isInvalidChannel = (channel: string): boolean =>
  channel === "" || channel.length > LONGEST || ODD.test(channel);
