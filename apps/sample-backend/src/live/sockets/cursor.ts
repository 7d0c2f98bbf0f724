/** Longest cursor, characters: it comes back in a header, of which Node takes 16 KB in all. https://nodejs.org/api/http.html#httpmaxheadersize */
export const CURSOR_MOST = 12_000;

/** Digits of the longest number that is read. */
const DIGITS = 15;

/** Whether up to where such channels were had can always be written down. */
export const fitsCursor = (channels: readonly string[]): boolean =>
  writeCursor(new Map(channels.map((channel) => [channel, 10 ** DIGITS - 1]))).length <= CURSOR_MOST;

/** Writes down up to where each channel has been had: what an event's id says, and a client gives back as Last-Event-ID. */
export const writeCursor = (positions: ReadonlyMap<string, number>): string =>
  [...positions].map(([channel, seq]) => `${encodeURIComponent(channel)}=${seq}`).join("&");

/** Reads such a thing; undefined when it is none. */
export function readCursor(text: string): ReadonlyMap<string, number> | undefined {
  const positions = new Map<string, number>();
  for (const part of text.split("&")) {
    const [, name, number] = /^([^=]+)=(\d{1,15})$/.exec(part) ?? [];
    if (name === undefined || number === undefined) return undefined;
    try {
      positions.set(decodeURIComponent(name), Number(number));
    } catch {
      return undefined;
    }
  }
  return positions;
}
