/**
 * Whether a channel is as a pattern says, in which `*` stands for any text and `?` for any one character. Patterns come from
 * clients: no more is ever taken back than what the last `*` has taken, so the steps are at most the one length times the other.
 */
export function matchesPattern(pattern: string, channel: string): boolean {
  let inPattern = 0;
  let inChannel = 0;
  /** Behind the last `*`, and up to where that has taken. */
  let afterStar = -1;
  let taken = 0;
  while (inChannel < channel.length) {
    const wanted = pattern[inPattern];
    if (wanted === "*") {
      inPattern += 1;
      afterStar = inPattern;
      taken = inChannel;
    } else if (wanted === "?" || wanted === channel[inChannel]) {
      inPattern += 1;
      inChannel += 1;
    } else if (afterStar >= 0) {
      inPattern = afterStar;
      taken += 1;
      inChannel = taken;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern += 1;
  return inPattern === pattern.length;
}
