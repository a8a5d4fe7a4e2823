import { push } from "./push.ts";

/** What bears identities, such as resources by their ARN or name, found by the identities of one type. */
export class IdentityIndex<Bearer> {
  readonly #byType = new Map<string, Map<string, Map<string, Bearer[]>>>();

  /** Adds what bears an identity of the type. */
  add(type: string, identity: string, value: string, bearer: Bearer): void {
    let byIdentity = this.#byType.get(type);
    if (byIdentity === undefined) this.#byType.set(type, (byIdentity = new Map<string, Map<string, Bearer[]>>()));
    let byValue = byIdentity.get(identity);
    if (byValue === undefined) byIdentity.set(identity, (byValue = new Map<string, Bearer[]>()));
    push(byValue, value, bearer);
  }

  /** Gives what bears an identity of the type, in the order in which it was added. */
  find(type: string, identity: string, value: string): readonly Bearer[] {
    return this.#byType.get(type)?.get(identity)?.get(value) ?? [];
  }

  /** Whether nothing has been added. */
  get isEmpty(): boolean {
    return this.#byType.size === 0;
  }
}
