import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/**
 * Lets what a program writes straight to the file descriptors 1 and 2 (some loggers do) come out where the output of its
 * thread is read: in a thread they are those of the harness.
 */
export function captureDescriptors(): void {
  const { write, writeSync, writev, writevSync } = fs;
  const patched = {
    writeSync(fd: number, data: Data, ...rest: unknown[]) {
      const stream = streamOf(fd);
      return stream ? put(stream, bytesOf(data, rest)) : Reflect.apply(writeSync, fs, [fd, data, ...rest]);
    },
    write(fd: number, data: Data, ...rest: unknown[]) {
      const stream = streamOf(fd);
      if (!stream) return Reflect.apply(write, fs, [fd, data, ...rest]);
      answer(rest, put(stream, bytesOf(data, rest)), data);
    },
    writevSync(fd: number, data: readonly NodeJS.ArrayBufferView[], ...rest: unknown[]) {
      const stream = streamOf(fd);
      return stream ? put(stream, joined(data)) : Reflect.apply(writevSync, fs, [fd, data, ...rest]);
    },
    writev(fd: number, data: readonly NodeJS.ArrayBufferView[], ...rest: unknown[]) {
      const stream = streamOf(fd);
      if (!stream) return Reflect.apply(writev, fs, [fd, data, ...rest]);
      answer(rest, put(stream, joined(data)), data);
    },
  };
  Object.assign(fs, patched);
  syncBuiltinESMExports();
}

type Data = string | NodeJS.ArrayBufferView;

const streamOf = (fd: number): NodeJS.WriteStream | undefined =>
  fd === 1 ? process.stdout : fd === 2 ? process.stderr : undefined;

function put(stream: NodeJS.WriteStream, bytes: Buffer): number {
  stream.write(bytes);
  return bytes.length;
}

function answer(rest: readonly unknown[], count: number, data: unknown): void {
  const callback = rest.at(-1);
  if (typeof callback === "function") setImmediate(callback as (...values: unknown[]) => void, null, count, data);
}

const bufferOf = (view: NodeJS.ArrayBufferView): Buffer => Buffer.from(view.buffer, view.byteOffset, view.byteLength);
const joined = (views: readonly NodeJS.ArrayBufferView[]): Buffer => Buffer.concat(views.map(bufferOf));

/** The forms of fs.write: (string, position?, encoding?), (view, offset?, length?) and (view, { offset, length }). A copy: the caller may reuse its buffer. */
function bytesOf(data: Data, [first, second]: readonly unknown[]): Buffer {
  if (typeof data === "string")
    return Buffer.from(data, typeof second === "string" ? (second as BufferEncoding) : "utf8");
  const named =
    typeof first === "object" && first !== null ? (first as { offset?: number; length?: number }) : undefined;
  const offset = named ? (named.offset ?? 0) : typeof first === "number" ? first : 0;
  const length = named ? named.length : typeof second === "number" ? second : undefined;
  return Buffer.from(bufferOf(data).subarray(offset, length === undefined ? undefined : offset + length));
}
