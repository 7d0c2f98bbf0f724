import { isDeepStrictEqual } from "node:util";
import { ChaosError, type ConnectionFailure, type Toxic } from "@chaos-packs/contract/kind";
import type { NumberedToxic, OpenedLink } from "../opened-link.ts";
import { kindOnWholeLink } from "../toxics/check-toxic.ts";
import { type Stream, type ToxicSpec, whereOf } from "./proxy-spec.ts";

interface Served {
  spec: ToxicSpec;
  /** Absent while the proxy is not open. */
  live: NumberedToxic | undefined;
}

const order: readonly Stream[] = ["upstream", "downstream", "both"];

/** The toxics of one proxy by name, laid on its link while there is one. */
export class ServedToxics {
  readonly #byName: Map<string, Served>;
  #link: OpenedLink | undefined;

  constructor(specs: readonly ToxicSpec[]) {
    this.#byName = new Map(specs.map((spec) => [spec.name, { spec, live: undefined }]));
  }

  /** In the order in which Toxiproxy shows them: those of upstream first. */
  list(): readonly ToxicSpec[] {
    const specs = this.#specs();
    return order.flatMap((stream) => specs.filter((spec) => spec.stream === stream));
  }

  /** Those that outlive connections, in the order in which they were added. */
  lasting(): readonly ToxicSpec[] {
    return this.#specs().filter(({ connection }) => connection === undefined);
  }

  /** Throws TOXIC_NOT_FOUND. */
  get(name: string): ToxicSpec {
    return this.#get(name).spec;
  }

  /** The name of the toxic that a fault came from: by its number, and by what it does when it has none. */
  nameOf(fault: Toxic | ConnectionFailure, number: number | undefined): string {
    const found = [...this.#byName.values()].find(({ spec, live }) =>
      number === undefined ? standsFor(spec.toxic, fault) : live?.number === number,
    );
    return found?.spec.name ?? "";
  }

  /** Lays all of them, and from now on what is added. */
  async layOn(link: OpenedLink): Promise<void> {
    this.#link = link;
    for (const served of this.#byName.values()) served.live = await lay(link, served.spec);
  }

  /** The link is gone. */
  lift(): void {
    this.#link = undefined;
    for (const served of this.#byName.values()) served.live = undefined;
  }

  /** Throws TOXIC_EXISTS, TOXIC_NOT_POSSIBLE. */
  async add(spec: ToxicSpec): Promise<void> {
    if (this.#byName.has(spec.name)) {
      throw new ChaosError("TOXIC_EXISTS", {
        expected: "a new name",
        came: `there is a toxic named ${JSON.stringify(spec.name)}`,
        todo: "Change that one with POST, or give this one a name of its own.",
      });
    }
    this.#byName.set(spec.name, { spec, live: this.#link && (await lay(this.#link, spec)) });
  }

  /** Throws TOXIC_NOT_FOUND, TOXIC_NOT_POSSIBLE. */
  change(name: string, spec: ToxicSpec): void {
    const served = this.#get(name);
    const { type: _, ...attributes } = spec.toxic;
    served.live?.update({ attributes, toxicity: spec.toxicity });
    served.spec = spec;
  }

  /** Throws TOXIC_NOT_FOUND. */
  async remove(name: string): Promise<void> {
    await this.#drop(this.#get(name));
  }

  /** Leaves these toxics; those that are there already stay as they are. */
  async replace(specs: readonly ToxicSpec[]): Promise<void> {
    for (const old of [...this.#byName.values()]) {
      if (!specs.some((spec) => isDeepStrictEqual(spec, old.spec))) await this.#drop(old);
    }
    for (const spec of specs) if (!this.#byName.has(spec.name)) await this.add(spec);
  }

  /** Removes those for one connection, which have nothing to do once it is closed. */
  async forgetConnection(id: number): Promise<void> {
    for (const each of [...this.#byName.values()]) if (each.spec.connection === id) await this.#drop(each);
  }

  /** Nothing happens when it has gone meanwhile: connections close at any time. */
  async #drop(served: Served): Promise<void> {
    const { name } = served.spec;
    if (this.#byName.get(name) !== served) return;
    this.#byName.delete(name);
    await served.live?.[Symbol.asyncDispose]();
  }

  #specs(): readonly ToxicSpec[] {
    return [...this.#byName.values()].map(({ spec }) => spec);
  }

  #get(name: string): Served {
    const served = this.#byName.get(name);
    if (served) return served;
    throw new ChaosError("TOXIC_NOT_FOUND", {
      expected: `a toxic named ${JSON.stringify(name)}`,
      came: `there are ${[...this.#byName.keys()].map((each) => JSON.stringify(each)).join(", ") || "none"}`,
      todo: "GET /proxies/{proxy}/toxics lists them.",
    });
  }
}

function lay(link: OpenedLink, spec: ToxicSpec): Promise<NumberedToxic> {
  const { direction, ...where } = whereOf(spec);
  return link.toxic(spec.toxic, direction === "both" ? where : { direction, ...where });
}

/** Whether a failure that struck is the one that this toxic stands for. */
const standsFor = ({ type, ...attributes }: Toxic, fault: Toxic | ConnectionFailure): boolean =>
  isDeepStrictEqual(kindOnWholeLink(type)?.failure?.(attributes), fault);
