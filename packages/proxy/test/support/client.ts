import { once } from "node:events";
import net from "node:net";

/** How a connection ended, as its client saw it. */
export type Ending = "fin" | "rst";

/** A client that remembers all it has read. */
export class TestClient implements AsyncDisposable {
  readonly socket: net.Socket;
  /** Resolves when the connection stands, or rejects when the dial failed. */
  readonly connected: Promise<unknown>;
  /** How the other side ended it. */
  readonly ending: Promise<Ending>;
  #read = "";
  #ended: Ending | undefined;

  constructor(port: number) {
    this.socket = net.connect({ port, host: "127.0.0.1", allowHalfOpen: true, noDelay: true });
    this.connected = once(this.socket, "connect");
    this.connected.catch(() => {}); // for those who do not ask
    this.socket.on("data", (bytes: Buffer) => {
      this.#read += bytes.toString("latin1");
      this.socket.emit("read");
    });
    this.ending = new Promise((resolve) => {
      const end = (ending: Ending) => {
        this.#ended ??= ending;
        resolve(ending);
      };
      this.socket.on("end", () => end("fin"));
      this.socket.on("error", () => end("rst"));
    });
  }

  get read(): string {
    return this.#read;
  }

  get ended(): Ending | undefined {
    return this.#ended;
  }

  write(text: string): void {
    this.socket.write(text, "latin1");
  }

  /** Resolves when so much was read that it ends with the text. */
  async until(text: string): Promise<string> {
    while (!this.#read.endsWith(text)) await once(this.socket, "read");
    return this.#read;
  }

  /** Writes, and waits until the same comes back. */
  async echo(text: string): Promise<void> {
    const expected = this.#read + text;
    this.write(text);
    while (this.#read.length < expected.length) await once(this.socket, "read");
    if (this.#read !== expected) throw new Error(`expected ${expected}, read ${this.#read}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.socket.closed) return;
    this.socket.destroy();
    await once(this.socket, "close");
  }
}
