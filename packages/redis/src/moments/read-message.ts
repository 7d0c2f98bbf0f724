import {
  type MessageDescription,
  type MessageReader,
  type MessageValue,
  maskName,
  messageValues,
} from "@chaos-packs/contract/kind";
import { isPushed, type PushedMessage } from "../tap/pushed-message.ts";
import { askedOf, type RedisMessage } from "../tap/redis-message.ts";
import type { Script } from "../tap/scripts.ts";

type Message = RedisMessage | PushedMessage;
type Options = Readonly<Record<string, string>>;

/** Tells of every command, and of every message that is pushed, on a link of the dependency; of a script by what its text begins with. */
export const readMessages = (dependency: string): MessageReader<Message> => {
  const everything = { wants: () => true, wantsChannel: () => true, scopeOf: () => ({}) };
  const options: Options = dependency === "redis" ? {} : { dependency: JSON.stringify(dependency) };
  return {
    pattern: { dependency, edges: ["before", "after"], describes: "every command and pushed message", ...everything },
    identityOf: (message) => (isPushed(message) ? message : askedOf(message)),
    describe: (message, own) =>
      isPushed(message) ? describePushed(message, options, own) : describeCommand(message, options, own),
  };
};

function describePushed(
  { channel, payload }: PushedMessage,
  options: Options,
  own: ReadonlySet<string> | undefined,
): MessageDescription {
  const glob = maskName(channel, own);
  return {
    text: `message on ${channel}: ${payload}`,
    fingerprint: `message ${glob}`,
    outcome: "pushed",
    isPushed: true,
    values: [...messageValues(payload, "payload"), ...partsOf(channel, "channel")],
    pattern: { call: "pushed", args: [JSON.stringify(glob)], options },
  };
}

function describeCommand(
  message: RedisMessage,
  options: Options,
  own: ReadonlySet<string> | undefined,
): MessageDescription {
  const { command, args, keys, script, failed } = message;
  const globs = keys.map((key) => maskName(key, own));
  const told = {
    outcome: outcomeOf(message),
    ...(failed !== undefined && { failed }),
    values: valuesOf(message),
    ...(command === "MULTI" && { transaction: "begins" as const }),
    ...((command === "EXEC" || command === "DISCARD") && { transaction: "ends" as const }),
  };
  if (script) {
    const title = titleOf(script);
    return {
      text: `script "${title.slice(0, LONGEST_TITLE)}" ${globs.join(" ")}`.trim(),
      fingerprint: `script ${title.slice(0, LONGEST_TITLE)} ${script.sha1.slice(0, 8)}`,
      pattern: scriptCode(script, title, options),
      ...told,
    };
  }
  const [glob] = globs;
  return {
    text: `${command} ${args.join(" ")}`.trim().slice(0, LONGEST_TEXT),
    fingerprint: `${command} ${globs.join(" ")}`.trim(),
    pattern: {
      call: "command",
      args: [JSON.stringify(command)],
      options: { ...(glob !== undefined && glob !== "*" && { key: JSON.stringify(glob) }), ...options },
    },
    ...told,
  };
}

const LONGEST_TEXT = 200;
const LONGEST_TITLE = 60;

function scriptCode({ sha1, text }: Script, title: string, options: Options): MessageDescription["pattern"] {
  const code = JSON.stringify(sha1);
  if (text === undefined || title === sha1) return { call: "script", args: [code], options };
  return { call: "script", args: [], telling: { text: title, anchor: "", within: text, otherwise: code }, options };
}

/** What a script says of itself: its first comment, in which libraries say what it does, else its first line of code. */
function titleOf({ sha1, text = "" }: Script): string {
  const lines = text.split("\n").map((line) =>
    line
      .replace(/^\s*--(\[\[)?/, "")
      .replace(/\]\]\s*$/, "")
      .trim(),
  );
  return lines.find((line) => line !== "") ?? sha1;
}

/** Whether there was anything: a queue that is empty answers nil, no element, zeros or an empty text. */
const isNothing = (reply: unknown): boolean =>
  Array.isArray(reply) ? reply.every(isNothing) : reply === null || reply === 0 || reply === "";

function outcomeOf({ reply, failed }: RedisMessage): string {
  if (failed !== undefined) return `failed ${failed}`;
  if (reply === undefined) return "no answer";
  return isNothing(reply) ? "nothing" : "a reply";
}

/** Commands whose arguments behind the key are fields with their values. */
const TAKES_FIELDS: ReadonlySet<string> = new Set(["HSET", "HMSET", "HSETNX", "XADD"]);

function valuesOf({ command, args, keys, reply }: RedisMessage): readonly MessageValue[] {
  return [
    ...keys.flatMap((key, index) => partsOf(key, `keys[${index}]`)),
    ...args.flatMap((value, index) => {
      if (keys.includes(value)) return [];
      const field = TAKES_FIELDS.has(command) ? args[index - 1] : undefined;
      return messageValues(value, `args[${index}]`, field === undefined ? {} : { field });
    }),
    ...messageValues(reply, "reply", { isAnswered: true }),
  ];
}

/** A name, and its parts: what follows `job` in `job:7` is one of that name. */
function partsOf(name: string, read: string): readonly MessageValue[] {
  const parts = name.split(":");
  const whole = { read, value: name };
  if (parts.length === 1) return [whole];
  return [
    whole,
    ...parts.map((value, index) => {
      const field = parts[index - 1];
      return { read: `${read}.split(":")[${index}]`, value, ...(field !== undefined && { field }) };
    }),
  ];
}
