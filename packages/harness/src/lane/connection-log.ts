import type { ConnectionEvent, LinkOptions } from "@chaos-packs/contract";

type Ear = NonNullable<LinkOptions["connection"]>;

/**
 * The connections of a lane's roles since they were made fresh. Each link counts its own from 1; here no two are alike, so
 * that the late closing of one that former roles had is not taken for that of a new one, and is left out.
 */
export class ConnectionLog {
  readonly events: ConnectionEvent[] = [];
  #count = 0;
  /** Numbers up to this one are of former roles. */
  #former = 0;

  /** From now on connections are those of fresh roles. */
  begin(): void {
    this.events.length = 0;
    this.#former = this.#count;
  }

  /** Listens to one link; `seen` adds whose it is and when. */
  listen(seen: () => Pick<ConnectionEvent, "by" | "dependency" | "at">): Ear {
    const numbers = new Map<number, number>();
    return ({ phase, connection }) => {
      // A link of another kind may not number them.
      if (connection === undefined) return void this.events.push({ ...seen(), phase });
      const number = numbers.get(connection) ?? ++this.#count;
      if (phase === "closed") numbers.delete(connection);
      else numbers.set(connection, number);
      if (number > this.#former) this.events.push({ ...seen(), phase, connection: number });
    };
  }
}
