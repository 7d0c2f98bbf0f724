/**
 * Makes the function that says of each in a row whether it is struck: of any n in a row n × rate, rounded up or down, so
 * exactly every (1/rate)th. `offset`, in [0, 1), comes from the seed.
 */
export function strikeShare(rate: number, offset: number): () => boolean {
  let count = 0;
  return () => {
    const before = Math.floor(offset + count * rate);
    count++;
    return Math.floor(offset + count * rate) > before;
  };
}
