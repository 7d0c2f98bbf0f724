import { once } from "node:events";
import net from "node:net";

/** Something said, in latin1, and how what is answered ends. */
export interface Line {
  readonly say: string;
  readonly until: string;
}

/** Nobody looks at what comes, so all members read into one place. */
const buffer = Buffer.alloc(1 << 16);

/** One connection of a client: what comes is counted and thrown away. */
export class Member {
  readonly socket: net.Socket;
  #take: (bytes: number) => void = () => {};

  constructor(port: number) {
    this.socket = net.connect({
      port,
      host: "127.0.0.1",
      noDelay: true,
      onread: {
        buffer,
        callback: (bytes) => {
          this.#take(bytes);
          return true;
        },
      },
    });
    this.socket.on("error", () => {});
  }

  /** Opens one. Rejects when nobody takes it. */
  static async open(port: number): Promise<Member> {
    const member = new Member(port);
    await once(member.socket, "connect");
    return member;
  }

  /** Asks; `answered` is called when so many bytes have come. */
  ask(question: Buffer, answerBytes: number, answered: () => void): void {
    let missing = answerBytes;
    this.#take = (bytes) => {
      missing -= bytes;
      if (missing === 0) answered();
    };
    this.socket.write(question);
  }

  /** Says something and waits until what has come ends as it should. */
  async say({ say, until }: Line): Promise<void> {
    let heard = "";
    await new Promise<void>((resolve, reject) => {
      this.socket.once("close", () => reject(new Error(`closed after ${JSON.stringify(heard)}`)));
      this.#take = (bytes) => {
        heard += buffer.toString("latin1", 0, bytes);
        if (heard.endsWith(until)) resolve();
      };
      this.socket.write(say, "latin1");
    });
  }

  /** Resets it, so that no port is kept waiting for it. */
  async reset(): Promise<void> {
    if (this.socket.closed) return;
    const closed = once(this.socket, "close");
    this.socket.resetAndDestroy();
    await closed;
  }
}
