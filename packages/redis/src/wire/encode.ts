/** Encodes a command as clients send it: an array of blobs. */
export const encodeCommand = (words: readonly string[]): Buffer =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`);

/** Encodes an error reply. A line break, which would end it, becomes a space. */
export const encodeError = (message: string): Buffer => Buffer.from(`-${message.replace(/[\r\n]+/g, " ")}\r\n`);
