import net from "node:net";
import { openLink } from "@chaos-packs/proxy";

/** Asks a server through a link, slowly, and then through one that breaks off in the middle of the answer. */
export async function tryAlone(server: { host: string; port: number }): Promise<string[]> {
  await using link = await openLink({
    by: { role: "worker", index: 0 },
    dependency: "greeter",
    upstream: server,
    url: (port) => `tcp://127.0.0.1:${port}`,
    seed: 7,
  });
  const heard: string[] = [];
  const ask = async (): Promise<void> => {
    let text = "";
    for await (const bytes of net.connect(link.port, link.host)) text += bytes;
    heard.push(text);
  };
  const slow = await link.toxic({ type: "latency", latency: 200, jitter: 50 });
  await ask(); // 150 to 250 ms late
  slow.update({ attributes: { latency: 100 } });
  await ask(); // 50 to 150 ms late
  await slow[Symbol.asyncDispose]();
  await using cut = await link.toxic({ type: "limit_data", bytes: 5 }, { toxicity: 1 });
  await ask(); // five bytes, then the end
  await cut[Symbol.asyncDispose]();
  await ask(); // as if nothing had been
  return heard;
}
