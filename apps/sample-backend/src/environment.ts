/** Reads settings by name; each throws when its setting is missing or not what it should be. */
export interface Environment {
  text(name: string, fallback?: string): string;
  number(name: string, fallback: number): number;
}

/** The settings of a role, from its environment variables. */
export const readEnvironment = (env: Readonly<Record<string, string | undefined>>): Environment => ({
  text(name, fallback) {
    const value = env[name] ?? fallback;
    if (value === undefined || value === "") throw new Error(`${name} is not set`);
    return value;
  },
  number(name, fallback) {
    const value = Number(env[name] ?? fallback);
    if (!Number.isFinite(value) || value < 0) throw new Error(`${name} must be a number, but is ${env[name]}`);
    return value;
  },
});
