import type { Queryable } from "./own.ts";
import { planReset } from "./plan-reset.ts";
import { mayReadLargeObjects, readCatalogue } from "./read-catalogue.ts";

/** What a lane's database was when it was made. */
export interface FirstState {
  /** Takes what is there now for the first state. */
  read(): Promise<void>;
  /** Puts rows, sequences and views back. False: more than rows was changed, so that the database must be made anew. */
  putBack(): Promise<boolean>;
}

/** Reads the state of a database that was just made, with one connection for looks and another for putting back. */
export async function readFirstState(client: Queryable, resetting: Queryable): Promise<FirstState> {
  const canReadLargeObjects = await mayReadLargeObjects(client);
  const look = (): Promise<string> => readCatalogue(client, canReadLargeObjects);
  let plan: string | undefined;
  let catalogue = "";
  const read = async (): Promise<void> => {
    plan = await planReset(client);
    catalogue = await look();
  };
  await read();
  return {
    read,
    async putBack() {
      if (plan === undefined || (await look()) !== catalogue) return false;
      if (plan !== "") await resetting.query(plan);
      return true;
    },
  };
}
