import {
  type MessageDescription,
  type MessageReader,
  type MessageValue,
  maskName,
  messageValues,
} from "@chaos-packs/contract/kind";
import { isNotification, type Notification } from "../tap/notification.ts";
import type { Exchange, SeenStatement } from "../tap/seen-statement.ts";
import { begins, ends } from "../tap/transaction.ts";
import { columnsOfParameters } from "./columns-of-parameters.ts";
import { COMMIT } from "./commit-of.ts";

type Message = Exchange | Notification;

/** Tells of every statement, and of every notification, on a link of the dependency. */
export const readMessages = (dependency: string): MessageReader<Message> => {
  const everything = { wants: () => true, wantsChannel: () => true, scopeOf: () => ({}) };
  const options = dependency === "postgres" ? {} : { dependency: JSON.stringify(dependency) };
  return {
    pattern: { dependency, edges: ["before", "after"], describes: "every statement and notification", ...everything },
    identityOf: (message) => (isNotification(message) ? message : message.statement),
    describe: (message, own) =>
      isNotification(message)
        ? describeNotification(message, options, own)
        : describeStatement(message.statement, options),
  };
};

function describeNotification(
  { channel, payload }: Notification,
  options: Readonly<Record<string, string>>,
  own: ReadonlySet<string> | undefined,
): MessageDescription {
  const glob = maskName(channel, own);
  return {
    text: `notification on ${channel}${payload === "" ? "" : `: ${payload}`}`,
    fingerprint: `notification ${glob}`,
    outcome: "pushed",
    isPushed: true,
    values: [...messageValues(payload, "payload"), ...messageValues(channel, "channel")],
    pattern: { call: "notification", args: [JSON.stringify(glob)], options },
  };
}

function describeStatement(seen: SeenStatement, options: Readonly<Record<string, string>>): MessageDescription {
  const { fingerprint, failed } = seen;
  return {
    text: fingerprint,
    fingerprint,
    outcome: outcomeOf(seen),
    ...(failed !== undefined && { failed }),
    ...(begins(seen) ? { transaction: "begins" } : ends(seen) && { transaction: "ends" }),
    values: [...parametersOf(seen), ...rowOf(seen)],
    pattern: {
      call: "statement",
      args: [],
      telling: { text: fingerprint, anchor: "^" },
      options,
      ...(COMMIT.test(fingerprint) && { endOf: "commitOf" }),
    },
  };
}

function outcomeOf({ failed, affected, answers }: SeenStatement): string {
  if (failed !== undefined) return `failed ${failed}`;
  if (answers === 0) return "no answer";
  if (affected === undefined) return "done";
  return affected === 0 ? "no rows" : "rows";
}

function parametersOf({ parameters, fingerprint }: SeenStatement): readonly MessageValue[] {
  const columns = columnsOfParameters(fingerprint);
  return parameters.flatMap((value, index) => {
    const field = columns.get(index + 1);
    return messageValues(value, `parameters[${index}]`, field === undefined ? {} : { field });
  });
}

/** The first row, by the names of its columns where each stands once. */
function rowOf({ rows: [first = []], columns }: SeenStatement): readonly MessageValue[] {
  return first.flatMap((value, index) => {
    const field = columns[index];
    const isNamed = field !== undefined && columns.indexOf(field) === columns.lastIndexOf(field);
    const read = isNamed ? `row(${JSON.stringify(field)})` : `rows[0][${index}]`;
    return messageValues(value, read, { isAnswered: true, ...(field !== undefined && { field }) });
  });
}
