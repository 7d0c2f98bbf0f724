import type { Way } from "./way.ts";

/** A proxy of a Toxiproxy that runs; its machine is this one. Its CPU time cannot be told. */
export async function openToxiproxy(api: string, upstream: number): Promise<Way<"toxiproxy">> {
  const name = `bench-${process.pid}`;
  const proxies = new URL("/proxies", api);
  const created = await fetch(proxies, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name, listen: "127.0.0.1:0", upstream: `127.0.0.1:${upstream}`, enabled: true }),
  });
  if (!created.ok) throw new Error(`Toxiproxy at ${api} answers ${created.status}: ${await created.text()}`);
  const { listen } = (await created.json()) as { listen: string };
  return {
    name: "toxiproxy",
    port: Number(listen.slice(listen.lastIndexOf(":") + 1)),
    cpuSeconds: async () => undefined,
    async [Symbol.asyncDispose]() {
      await fetch(new URL(`/proxies/${name}`, api), { method: "DELETE" });
    },
  };
}
