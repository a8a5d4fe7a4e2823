import type { KnownSince } from "../readers/devices/known-since.ts";
import type { CurrentValues, ReadResource } from "./estate.ts";

type Facts = Omit<ReadResource, "values" | "links">;

/** What can be altered in a resource; values and links are functions, so that they are read when they are asked for. */
export interface Alterations extends Partial<Facts> {
  readonly values?: () => ReadResource["values"];
  readonly links?: () => ReadResource["links"];
}

/**
 * Gives a resource with something altered and everything else as it is. A reader may read a resource's values and links
 * when they are asked for, as members of a class: a spread of the resource would lose them.
 */
export function alteredResource(resource: ReadResource, alterations: Alterations): ReadResource {
  return new AlteredResource(resource, alterations);
}

class AlteredResource implements ReadResource {
  readonly id?: string;
  readonly type: string;
  readonly address: Facts["address"];
  readonly identities: Facts["identities"];
  readonly origin: string;
  readonly position: NonNullable<Facts["position"]> | null;
  readonly action: Facts["action"];
  readonly running: boolean;
  readonly isSubject: boolean;
  readonly accountKey: string;
  readonly region: Facts["region"];
  readonly #resource: ReadResource;
  readonly #alterations: Alterations;

  constructor(resource: ReadResource, alterations: Alterations) {
    const { region, position } = alterations;
    const id = alterations.id ?? resource.id;
    if (id !== undefined) this.id = id;
    this.type = alterations.type ?? resource.type;
    this.address = alterations.address ?? resource.address;
    this.identities = alterations.identities ?? resource.identities;
    this.origin = alterations.origin ?? resource.origin;
    this.position = position ?? resource.position ?? null;
    this.action = alterations.action ?? resource.action;
    this.running = alterations.running ?? resource.running;
    this.isSubject = alterations.isSubject ?? resource.isSubject;
    this.accountKey = alterations.accountKey ?? resource.accountKey;
    this.region = region === undefined ? resource.region : region;
    this.#resource = resource;
    this.#alterations = alterations;
  }

  get values(): ReadResource["values"] {
    return this.#alterations.values?.() ?? this.#resource.values;
  }
  valuesSince(since: KnownSince): CurrentValues | null {
    // What is altered holds no values of another time.
    return this.#alterations.values === undefined ? (this.#resource.valuesSince?.(since) ?? null) : null;
  }
  get links(): ReadResource["links"] {
    return this.#alterations.links?.() ?? this.#resource.links;
  }
}
