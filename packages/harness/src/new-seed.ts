/** A new seed, 1 to 2³¹ − 1. */
export const newSeed = (): number => 1 + Math.floor(Math.random() * (2 ** 31 - 2));
