import { beginningAsPattern, type MessageReader, SCOPE, valuesOf } from "@chaos-packs/contract/kind";
import type { RedisMessage } from "../tap/redis-message.ts";
import type { CommandPattern } from "./command.ts";

/** What is an id, a number or a random token in the name of a key. */
const VOLATILE = /[\da-f]{8}-[\da-f-]{27}|\b[\da-f]{16,}\b|\b\d+\b/gi;

/** Tells of every command on a link of the dependency; of a script by what its text begins with. */
export const readMessages = (dependency: string): MessageReader<RedisMessage> => {
  const pattern: CommandPattern = {
    dependency,
    edges: ["after"],
    describes: "every command",
    wants: () => true,
    scopeOf: () => ({}),
    failureOf: ({ failed }) => failed,
  };
  const of = dependency === "redis" ? "" : `, { dependency: ${JSON.stringify(dependency)} }`;
  return {
    pattern,
    describe({ command, args, keys, script, reply }) {
      const shape = keys.map((key) => key.replaceAll(VOLATILE, "*")).join(" ");
      const values = { ...valuesOf(keys, "keys"), ...valuesOf(args, "args"), ...valuesOf(reply, "reply") };
      const title = script?.text === undefined ? undefined : titleOf(script.text);
      if (script && title !== undefined) {
        const code = `script(/${beginningAsPattern(title)}/, ${SCOPE}${of})`;
        return { text: `script "${title}" ${shape}`.trim(), fingerprint: `script ${title}`, values, code };
      }
      const code = script
        ? `script("${script.sha1}", ${SCOPE}${of})`
        : `command(${JSON.stringify(command)}, ${SCOPE}${of})`;
      return { text: `${command} ${args.join(" ")}`.slice(0, 200), fingerprint: `${command} ${shape}`, values, code };
    },
  };
};

/** The first words of a script: those of its first comment, in which libraries say what it does, else its first line of code. */
function titleOf(text: string): string {
  const lines = text.split("\n").map((line) =>
    line
      .replace(/^\s*--(\[\[)?/, "")
      .replace(/\]\]\s*$/, "")
      .trim(),
  );
  return (lines.find((line) => line !== "") ?? "").slice(0, 60).trim();
}
