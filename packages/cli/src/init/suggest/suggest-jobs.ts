import { Code, laidOut, literal } from "./literal.ts";
import type { MappedPart, Mapping } from "./mapping.ts";
import { patternOf } from "./pattern-of.ts";
import { broughtAbout, type Recorded, type RecordedMessage, roleOf, told, valueAt, whereIn } from "./recorded.ts";

const INDENT = "          ";

/**
 * What a recording of a job tells of `jobs`: the request submits, `done` is its status, and what the workers send about it is
 * its work. Only messages that name the job are looked at.
 */
export function suggestJobs(recorded: Recorded): Mapping {
  const idName = /\{([^{}]+)\}/.exec(recorded.done?.request.path ?? "")?.[1];
  const id = idName === undefined ? undefined : valueAt(recorded.answers[0], idName);
  if (idName === undefined || (typeof id !== "string" && typeof id !== "number"))
    return { operations: [], observations: [], moments: [] };
  return {
    operations: [submit(recorded, idName, typeof id === "number"), ...statusOf(recorded, idName)],
    observations: [],
    moments: momentsOf(recorded, String(id)),
  };
}

function submit({ role, request, answers }: Recorded, idName: string, isNumber: boolean): MappedPart {
  const { method, path, body } = request;
  const asked = { role, method, path, ...(body !== undefined && { body }) };
  const job = isNumber ? `String(answer.${idName})` : `answer.${idName}`;
  return {
    name: "submit",
    code: `() => ({\n${INDENT}request: ${laidOut(asked, "request: ", INDENT)},\n${INDENT}answer: (answer) => ({ job: ${job} }),\n        })`,
    from: `${method} ${path} was answered ${cut(literal(answers[0]))}`,
  };
}

function statusOf({ role, done }: Recorded, idName: string): readonly MappedPart[] {
  const [, path, word] = /^\$\.([\w.]+)==?(.+)$/s.exec(done?.until ?? "") ?? [];
  if (!done || path === undefined || word === undefined) return [];
  const template = `\`${done.request.path.replace(`{${idName}}`, "$".concat("{job}"))}\``;
  const asked = literal({ role, method: done.request.method, path: new Code(template) });
  const words = literal({ [word]: "done", failed: "failed" });
  return [
    {
      name: "status",
      code: `({ job }) => ({\n${INDENT}request: ${asked},\n${INDENT}answer: (answer) => ({ job, status: ${words}[answer.${path}] ?? "working" }),\n        })`,
      from: `asked until $.${path} was "${word}"`,
      guess: '"failed" is the word for failed, and all others mean that it is under way',
    },
  ];
}

const WRITES = /^(?:insert|update|delete|merge|script|SET|HSET|PUT|POST|LPUSH|RPUSH|ZADD|XADD)\b/;

/** Requests that keep a lease, or tell others of the work, and are not the work. */
const TELLS = /^(?:POST|PUT|PATCH) \S*\b(?:heartbeat|lease|event|webhook|notif)/i;

/** A statement that only looks takes nothing. */
const LOOKS = /^select\b(?!.*\bfor (?:no key )?update\b)/;

function momentsOf(recorded: Recorded, id: string): readonly MappedPart[] {
  const { role, kinds, messages } = recorded;
  const kindOf = ({ dependency }: RecordedMessage) => kinds[dependency] ?? "http";
  const all = broughtAbout(recorded).filter(({ fingerprint }) => !TELLS.test(fingerprint));
  const work = all.filter((each) => roleOf(each) !== role && whereIn(each, id) !== undefined);
  // What the asked role speaks to as well holds the jobs; what only workers speak to does the work.
  const shared = new Set(all.filter((each) => roleOf(each) === role).map(({ dependency }) => dependency));
  const part = (
    name: string,
    message: RecordedMessage | undefined,
    guess: string,
    { exact = false } = {},
  ): readonly MappedPart[] => {
    const where = message && whereIn(message, id);
    if (!message || where === undefined) return [];
    const code = patternOf(message, { job: where }, { kind: kindOf(message), all: messages, exact });
    return [{ name, code, from: told(message), guess }];
  };
  const isAnswer = (each: RecordedMessage): boolean => /^(?:rows?|reply|answer)\b/.test(whereIn(each, id) ?? "");
  const claims = work.find((each) => isAnswer(each) && !LOOKS.test(each.fingerprint));
  const starts = work.find(
    (each) => kindOf(each) === "http" && !shared.has(each.dependency) && /^(?:POST|PUT)/.test(each.fingerprint),
  );
  const writes = work.filter((each) => each !== starts && each !== claims && WRITES.test(each.fingerprint));
  // One message for both ends would take every failure for a success.
  const completes = writes.findLast(({ text }) => !/fail/i.test(text));
  const isStore = ({ fingerprint }: RecordedMessage): boolean => /^(?:insert|SET|HSET|PUT)\b/.test(fingerprint);
  const stored = writes.findLast((each) => each !== completes && isStore(each));
  return [
    ...part("work is claimed", claims, "it is the first answer that tells a worker of the job"),
    ...part("work starts", starts, "it is the first request for the job to what only workers speak to"),
    ...part("result is stored", stored, "it is the last row or object that a worker writes for the job"),
    ...part(
      "work completes",
      completes,
      "it is the last write of a worker about the job. See that none like it is sent when the work fails",
      { exact: true },
    ),
  ];
}

const cut = (text: string): string => (text.length > 80 ? `${text.slice(0, 80)}…` : text);
