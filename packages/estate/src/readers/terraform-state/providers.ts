import type { ReadAccount } from "../../model/estate.ts";
import { formatAddress } from "../terraform-plan/address.ts";
import type { Held } from "../terraform-plan/held.ts";
import { accountOfArn, isAccountId, regionOfArn, type Placement, type Providers } from "../terraform-plan/providers.ts";

/** An instance with what a state tells of the provider that made it. */
export interface Provided {
  readonly held: Held;
  /** The provider configuration with its alias; null where the state names the provider only. */
  readonly provider: string | null;
  readonly arn: string | null;
}

/**
 * Creates the reader of where the resources of a state lie. A state holds no provider configuration: ARNs tell account and
 * region, those of the same provider configuration where a resource has none of its own.
 */
export function createStateProviders(provided: readonly Provided[]): Providers {
  const made = provided.filter(({ held: { address, type } }) => address.mode === "managed" && type.startsWith("aws_"));
  const accountsOf = new Map<string | null, Set<string>>();
  const regionsOf = new Map<string | null, Set<string>>();
  for (const { provider, arn } of made) {
    add(accountsOf, provider, arn === null ? null : accountOfArn(arn));
    add(regionsOf, provider, arn === null ? null : regionOfArn(arn));
  }

  const placements = new Map<string, Placement>();
  const accounts = new Map<string, string>();
  for (const { held, provider, arn } of provided) {
    const id = (arn === null ? null : accountOfArn(arn)) ?? onlyOf(accountsOf.get(provider));
    const accountKey = id ?? `provider=${provider ?? "aws"}`;
    // A provider configuration has one region; without its name, two of them cannot be told apart.
    const region = provider === null ? null : onlyOf(regionsOf.get(provider));
    placements.set(formatAddress(held.address), { accountKey, region: region ?? { unknown: "U1" } });
  }
  for (const { held } of made) {
    const key = placements.get(formatAddress(held.address))?.accountKey;
    if (key !== undefined && !accounts.has(key)) accounts.set(key, held.origin);
  }

  return {
    major: null,
    place: (address) =>
      placements.get(formatAddress(address)) ?? { accountKey: "provider=aws", region: { unknown: "U1" } },
    noteArn: () => undefined,
    accounts: (): readonly ReadAccount[] =>
      [...accounts]
        .map(([key, origin]) => ({ key, id: isAccountId(key) ? key : null, origin }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)),
  };
}

function add(sets: Map<string | null, Set<string>>, key: string | null, item: string | null): void {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set);
  if (item !== null) set.add(item);
}

function onlyOf(items: ReadonlySet<string> | undefined): string | null {
  const [first] = items ?? [];
  return items?.size === 1 && first !== undefined ? first : null;
}
