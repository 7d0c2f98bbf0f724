import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

/** What `init` has to know: each a flag, and a question at a terminal. */
export interface Answers {
  readonly name: string;
  readonly language: string;
  readonly command: string;
  readonly ready: string;
  readonly port: string;
  readonly dependencies: string;
  readonly pack: string;
}

/** One question. */
export interface Question {
  readonly flag: keyof Answers;
  readonly asks: string;
  readonly choices?: readonly string[];
  /** What is taken when nobody says otherwise; undefined: it must be said. */
  usual(known: Partial<Answers>, folder: string): Promise<string | undefined>;
}

const readJson = async (path: string): Promise<{ main?: string; scripts?: { start?: string } }> => {
  const text = await readFile(path, "utf8").catch(() => "{}");
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
};

/** In the order in which they are asked. */
export const questions: readonly Question[] = [
  { flag: "name", asks: "What is the service called?", usual: async (_, folder) => basename(folder) },
  {
    flag: "language",
    asks: "What is it written in?",
    choices: ["node", "python", "other"],
    usual: async () => "node",
  },
  {
    flag: "command",
    asks: "Which command starts it?",
    async usual({ language, name }, folder) {
      if (language === "python") return `python3 -m ${name?.replaceAll(/\W/g, "_")}`;
      if (language !== "node") return undefined;
      const { main, scripts } = await readJson(join(folder, "package.json"));
      return scripts?.start ?? `node ${main ?? "service.js"}`;
    },
  },
  { flag: "ready", asks: "Which path answers 200 once it is ready?", usual: async () => "/healthz" },
  { flag: "port", asks: "Which variable tells it the port to listen on?", usual: async () => "PORT" },
  {
    flag: "dependencies",
    asks: "What does it stand on? (postgres,redis,http:NAME)",
    usual: async () => "postgres=DATABASE_URL",
  },
  {
    flag: "pack",
    asks: "Which pack?",
    choices: ["db-pool", "pubsub", "worker-failures"],
    usual: async () => "db-pool",
  },
];
