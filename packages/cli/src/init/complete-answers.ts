import type { Answers, Given } from "./answers.ts";
import type { FolderHints } from "./found/folder-hints.ts";

/** What was not given is taken from what the folder tells; nothing is asked. `none` says that there is no such server. */
export function completeAnswers(given: Given, hints: FolderHints, name: string): Answers {
  const schema = hints.schema ?? "schema.sql";
  const postgres = given.postgres ?? (hints.postgres === undefined ? undefined : `${hints.postgres}=${schema}`);
  return {
    ...given,
    name: given.name ?? name,
    pack: given.pack ?? "db-pool",
    port: given.port ?? "PORT",
    start: given.start.length > 0 ? given.start : hints.roles.map((role) => `${role.name}=${role.command}`),
    postgres: unlessNone(postgres),
    redis: unlessNone(given.redis ?? hints.redis),
    http: given.http.filter((each) => each !== "none"),
  };
}

const unlessNone = (text: string | undefined): string | undefined =>
  text === undefined || text === "" || text === "none" ? undefined : text;
