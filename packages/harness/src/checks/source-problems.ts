import { isRecord, type TargetProblem } from "./target-problem.ts";

/** What is wrong with what a target says of its source. */
export function* sourceProblems(source: unknown): Generator<TargetProblem> {
  if (source === undefined) return;
  if (!isRecord(source))
    return yield {
      path: "target.source",
      value: source,
      expected: "an object with a folder",
      todo: 'Write `source: { folder: new URL("..", import.meta.url) }`, or leave it out.',
    };
  const { folder, check } = source;
  if (!(folder instanceof URL && folder.protocol === "file:"))
    yield {
      path: "target.source.folder",
      value: folder instanceof URL ? folder.href : folder,
      expected: "the URL of the service's folder",
      todo: 'Write `folder: new URL("..", import.meta.url)`.',
    };
  if (
    check !== undefined &&
    !(Array.isArray(check) && check.length > 0 && check.every((word) => typeof word === "string"))
  )
    yield {
      path: "target.source.check",
      value: check,
      expected: "a program and its arguments",
      todo: 'Give a list: ["tsc", "--noEmit"]; it is run without a shell.',
    };
}
