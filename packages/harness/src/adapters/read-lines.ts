import type { Readable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Calls `output` for each line, the last one also without its line break. Resolves when the stream has ended. */
export function readLines(stream: Readable, output: (line: string) => void): Promise<void> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  const take = (text: string): void => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) output(line.endsWith("\r") ? line.slice(0, -1) : line);
  };
  return new Promise((resolve) => {
    stream.on("data", (bytes: Buffer | string) => take(typeof bytes === "string" ? bytes : decoder.write(bytes)));
    stream.once("close", () => {
      rest += decoder.end();
      if (rest !== "") output(rest);
      rest = "";
      resolve();
    });
    stream.resume();
  });
}
