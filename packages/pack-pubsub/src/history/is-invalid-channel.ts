// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const ODD = /[\s\u0000-\u001f\u007f]/;

/** Whether a channel's name is none that the capability allows: empty, odd, or of more characters than `longest`. */
export const isInvalidChannel = (channel: string, longest: number): boolean =>
  channel === "" || channel.length > longest || ODD.test(channel);
