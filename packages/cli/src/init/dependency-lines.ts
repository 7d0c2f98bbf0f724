import type { ServiceDependency } from "./service.ts";

/** The line of a target file that says what one dependency is. */
export function dependencyLine({ kind, name, url }: ServiceDependency, schema: string): string {
  const made = {
    postgres: `postgres({ schema: new URL(${JSON.stringify(schema)}, import.meta.url) })`,
    redis: "redis()",
    http: `http({ url: ${JSON.stringify(url)} })`,
  }[kind];
  return `${propertyName(name)}: ${made}`;
}

/** The function that makes the environment of the service's program. */
export function environmentOf(dependencies: readonly ServiceDependency[], portVariable: string): string {
  const urls = dependencies.map(({ name, variable }) => `${variable}: url${access(name)}`);
  return `({ url, port }) => ({ ${[...urls, `${portVariable}: String(port)`].join(", ")} })`;
}

const isIdentifier = (name: string): boolean => /^[A-Za-z_$][\w$]*$/.test(name);
const access = (name: string): string => (isIdentifier(name) ? `.${name}` : `[${JSON.stringify(name)}]`);

/** A name as the key of an object. */
export const propertyName = (name: string): string => (isIdentifier(name) ? name : JSON.stringify(name));
