/** The variables of a .env file that carry the address of a Postgres or a Redis. */
export function hintsInEnvExample(text: string): { readonly postgres?: string; readonly redis?: string } {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^(?:export )?([A-Za-z_]\w*)=["']?(.*?)["']?\s*$/.exec(line) ?? [];
    return name !== undefined && value !== undefined ? [{ name, value }] : [];
  });
  const find = (address: RegExp, usual: RegExp): string | undefined =>
    (lines.find(({ value }) => address.test(value)) ?? lines.find(({ name }) => usual.test(name)))?.name;
  const postgres = find(/^postgres(?:ql)?:\/\//, /^(?:DATABASE|POSTGRES|PG)_URL$/);
  const redis = find(/^rediss?:\/\//, /^REDIS_URL$/);
  return { ...(postgres !== undefined && { postgres }), ...(redis !== undefined && { redis }) };
}
