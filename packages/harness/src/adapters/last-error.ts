/** The error that ended a program, as it printed it. */
export interface LastError {
  /** `TypeError: x is not a function`, in one line. */
  readonly error: string;
  /** As V8 prints frames, the innermost first: `    at name (file:3:7)`. */
  readonly frames: readonly string[];
  /** The errors that it was caused by, one line each. */
  readonly causes: readonly string[];
  /** Where it begins in the lines, with what the runtime prints before it. */
  readonly from: number;
}

const NOISE = /^\s*$|^Node\.js v\d|^\(Use `node --trace-\w+|^Bun v\d/;
const FRAME = /^ {4}at .+/;
const NAMED = /^(?:Uncaught )?\[?(?:[\w$]+\.)*[A-Z][\w$]*(?: \[\w+\])?(?:: .*|\]?(?: \{)?)$/;
const CAUSE = /^\s+\[(?:cause|errors)\]: (.*?)(?: \{)?$/;
const MARKER = /^\s*\^+\s*$/;
const TRACEBACK = "Traceback (most recent call last):";
const FILE = /^ {2}File "(?<file>[^"]+)", line (?<line>\d+)(?:, in (?<name>.+))?$/;
/** Lines that a program may still write while it dies, for example an orderly close. */
const MOST_AFTER = 3;
const MOST_OF_MESSAGE = 12;

/** The error at the end of what a program wrote: of Node (uncaught, unhandled, thrown while loading) or of Python. Undefined: there is none. */
export function lastErrorOf(lines: readonly string[]): LastError | undefined {
  let end = lines.length;
  while (end > 0 && NOISE.test(lines[end - 1] ?? "")) end -= 1;
  return pythonError(lines, end) ?? nodeError(lines, end);
}

/**
 * The last lines of a program for people. When it ended with an error: that in one line, the first frame of its own code and
 * what it was caused by, behind what it had written before. Without what runtimes print after all.
 */
export function lastWords(lines: readonly string[], most: number): readonly string[] {
  const found = lastErrorOf(lines);
  if (!found) {
    const said = lines.filter((line) => !/^Node\.js v\d/.test(line));
    return said.slice(-most);
  }
  const frame = ownFrameOf(found.frames);
  const words = [
    found.error,
    ...(frame === undefined ? [] : [frame]),
    ...found.causes.map((each) => `    [cause]: ${each}`),
  ];
  const room = Math.max(0, most - words.length);
  const before = lines.slice(0, found.from).filter((line) => line.trim() !== "");
  return [...(room > 0 ? before.slice(-room) : []), ...words.slice(0, most)];
}

/** The last lines of a program, as many as these; more when the error that ended it begins before them. */
export const lastLines = (lines: readonly string[], most: number): readonly string[] =>
  lines.slice(Math.max(0, Math.min(lines.length - most, lastErrorOf(lines)?.from ?? lines.length)));

/** The innermost frame that is neither of the runtime nor of a package; else the innermost. */
export const ownFrameOf = (frames: readonly string[]): string | undefined =>
  frames.find(
    (frame) => !/[(\s](?:node:|<)|node_modules|site-packages|dist-packages|[/\\]lib[/\\]python3/.test(frame),
  ) ?? frames[0];

function nodeError(lines: readonly string[], end: number): LastError | undefined {
  const first = firstOfBlock(lines, end);
  if (first === undefined) return undefined;
  const block = lines.slice(first, end);
  const error = (block[0] ?? "").replace(/^(?:Uncaught |<ref \*\d+> )/, "").replace(/ \{$/, "");
  return {
    error,
    frames: block.filter((line) => FRAME.test(line)).map((line) => line.replace(/ \{$/, "")),
    causes: block.flatMap((line) => CAUSE.exec(line)?.[1] ?? []),
    from: headerOf(lines, first),
  };
}

/** The line with the error whose block ends there: by its frames, or because Node's mark `^` stands before it. */
function firstOfBlock(lines: readonly string[], end: number): number | undefined {
  for (let at = end - 1; at >= 0; at--) {
    const line = lines[at] ?? "";
    if (!/^\S/.test(line) || line === "}") continue;
    if (MARKER.test(lines[at - 1] ?? "") || (lines[at - 1] === "" && MARKER.test(lines[at - 2] ?? ""))) return at;
    if (!NAMED.test(line)) continue; // most lines end here: there may be thousands
    const frames = lines.slice(at + 1, Math.min(end, at + 1 + MOST_OF_MESSAGE)).findIndex((each) => FRAME.test(each));
    if (frames >= 0 && isAtEnd(lines, at + 1 + frames, end)) return at;
  }
  return undefined;
}

/** Whether nothing but the block itself, and few lines more, follow its frames. */
function isAtEnd(lines: readonly string[], frames: number, end: number): boolean {
  let at = frames;
  while (at < end && /^\s|^\}/.test(lines[at] ?? "")) at += 1;
  return end - at <= MOST_AFTER;
}

/** Node prints the place, the line of source and a mark before an uncaught error. */
function headerOf(lines: readonly string[], first: number): number {
  const marker = lines[first - 1] === "" ? first - 2 : first - 1;
  return MARKER.test(lines[marker] ?? "") ? Math.max(0, marker - 2) : first;
}

function pythonError(lines: readonly string[], end: number): LastError | undefined {
  const from = lines.lastIndexOf(TRACEBACK, end - 1);
  if (from < 0) return undefined;
  const error = lines.findIndex((line, at) => at > from && /^\S/.test(line));
  if (error < 0 || error >= end || end - error > MOST_OF_MESSAGE) return undefined;
  const frames = lines.slice(from, error).flatMap((line) => {
    const { file, line: at, name = "<module>" } = FILE.exec(line)?.groups ?? {};
    return file === undefined ? [] : [`    at ${name === "<module>" ? "module" : name} (${file}:${at}:1)`];
  });
  return {
    error: lines[error] ?? "",
    frames: frames.reverse(),
    causes: pythonCauses(lines, from),
    from: firstTraceback(lines, from),
  };
}

/** Python prints what was the cause first, each with a sentence between. */
const CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/;

function pythonCauses(lines: readonly string[], from: number): string[] {
  const causes: string[] = [];
  for (let at = from; at > 0; ) {
    const link = lines.slice(Math.max(0, at - 3), at).findIndex((line) => CHAIN.test(line));
    if (link < 0) break;
    const before = lines.lastIndexOf(TRACEBACK, at - 1);
    const error = lines.findIndex((line, index) => index > before && /^\S/.test(line));
    if (before < 0 || error < 0) break;
    causes.push(lines[error] ?? "");
    at = before;
  }
  return causes;
}

function firstTraceback(lines: readonly string[], from: number): number {
  let at = from;
  while (lines.slice(Math.max(0, at - 3), at).some((line) => CHAIN.test(line))) {
    const before = lines.lastIndexOf(TRACEBACK, at - 1);
    if (before < 0) break;
    at = before;
  }
  return at;
}
