import type { Json } from "@chaos-packs/contract";
import { Code, laidOut } from "./literal.ts";
import { type MappedPart, type Mapping, noMapping } from "./mapping.ts";
import { patternOf } from "./pattern-of.ts";
import { broughtAbout, type Recorded, type RecordedMessage, roleOf, told, whereIn } from "./recorded.ts";

const INDENT = "          ";

/** What a recording tells of `broadcast`: the request publishes a message, known by the names of its fields. */
export function suggestBroadcast(recorded: Recorded): Mapping {
  const { role, request } = recorded;
  const { method, path, body } = request;
  if (typeof body !== "object" || body === null) return noMapping;
  const fields = Object.entries(body as Readonly<Record<string, Json>>);
  const nameOf = (pattern: RegExp): string | undefined => fields.find(([name]) => pattern.test(name))?.[0];
  const channel = nameOf(/^(?:channel|topic|room)$/i);
  const id = nameOf(/^(?:message_?)?id$/i);
  const text = nameOf(/^(?:body|text|message|data|payload)$/i);
  if (channel === undefined || id === undefined || text === undefined) return noMapping;
  const roles = { [channel]: "channel", [id]: "id", [text]: "body" };
  const filled = fields.map(([name, own]) => [name, roles[name] === undefined ? own : new Code(roles[name])]);
  const asked = laidOut({ role, method, path, body: Object.fromEntries(filled) }, "request: ", INDENT);
  const publish: MappedPart = {
    name: "publish",
    code: `({ channel, id, body }) => ({\n${INDENT}request: ${asked},\n${INDENT}answer: (_answer, status) => (status < 300 ? {} : undefined),\n        })`,
    from: `${method} ${path}`,
    guess: "its fields mean what their names say",
  };
  const textOf = (name: string): string => String(fields.find(([each]) => each === name)?.[1]);
  const published = momentOf(recorded, textOf(channel), textOf(id));
  return { operations: [publish], observations: [], moments: published ? [published] : [] };
}

/** What the asked role gives to the broker with both the channel and the id in it. */
function momentOf(recorded: Recorded, channel: string, id: string): MappedPart | undefined {
  const { role, kinds, messages } = recorded;
  const isPublish = ({ fingerprint }: RecordedMessage): boolean =>
    /^(?:S?PUBLISH|XADD)\b|\bpg_notify\b/.test(fingerprint);
  const sent = broughtAbout(recorded).find((each) => roleOf(each) === role && isPublish(each));
  const [channelIn, idIn] = [sent && whereIn(sent, channel), sent && whereIn(sent, id)];
  if (!sent || channelIn === undefined || idIn === undefined) return undefined;
  const kind = kinds[sent.dependency] ?? "redis";
  const code = patternOf(sent, { channel: channelIn, id: idIn }, { kind, all: messages });
  return { name: "message is published", code, from: told(sent) };
}
