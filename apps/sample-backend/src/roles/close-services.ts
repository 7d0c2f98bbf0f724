import type { Services } from "../services.ts";

/** Closes every connection, politely where the other side still answers. */
export async function closeServices({ database, store, upstreams, events }: Services): Promise<void> {
  events[Symbol.dispose]();
  store[Symbol.dispose]();
  upstreams[Symbol.dispose]();
  await database[Symbol.asyncDispose]();
}
