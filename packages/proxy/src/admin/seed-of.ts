/**
 * The seed of one proxy: another for each name, and the same in each run with the same seed, whatever other proxies there
 * are (the hash is FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/).
 */
export function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ (seed >>> 0) ^ Math.floor(seed / 0x1_0000_0000);
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
