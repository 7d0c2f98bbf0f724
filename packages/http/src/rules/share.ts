/** Which of the matching requests a rule strikes; default each of them. */
export interface Share {
  /** Exactly every so-manieth, from an offset that the seed gives. */
  readonly every?: number;
  /** A part in (0, 1], spread evenly: of any n in a row n × fraction, rounded up or down. */
  readonly fraction?: number;
}

/** Makes the function that says of each matching request, in order, whether it is struck; `offset` in [0, 1) is from the seed. */
export function strikeShare({ every, fraction = 1 }: Share, offset: number): () => boolean {
  let count = 0;
  if (every !== undefined) {
    const first = Math.floor(offset * every);
    return () => count++ % every === first;
  }
  return () => {
    const before = Math.floor(offset + count * fraction);
    count += 1;
    return Math.floor(offset + count * fraction) > before;
  };
}
