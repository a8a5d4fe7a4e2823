import type { ReadAccount } from "../../model/estate.ts";
import { formatAddress } from "../terraform-plan/address.ts";
import type { Held } from "../terraform-plan/held.ts";
import { accountOfArn, isAccountId, regionOfArn, type Placement, type Providers } from "../terraform-plan/providers.ts";

/** An instance with what a state tells of the provider that made it. */
export interface Provided extends Held {
  /** The provider configuration with its alias; null where the state names the provider only. */
  readonly provider: string | null;
  readonly arn: string | null;
}

/**
 * Creates the reader of where the resources of a state lie. A state holds no provider configuration: ARNs tell account and
 * region, those of the same provider configuration where a resource has none of its own.
 */
export function createStateProviders(held: readonly Provided[]): Providers {
  const made = held.filter(({ address, type }) => address.mode === "managed" && type.startsWith("aws_"));
  const accountsOf = new Map<string | null, Set<string>>();
  const regionsOf = new Map<string | null, Set<string>>();
  for (const { provider, arn } of made) {
    add(accountsOf, provider, arn === null ? null : accountOfArn(arn));
    add(regionsOf, provider, arn === null ? null : regionOfArn(arn));
  }

  const placements = new Map<string, Placement>();
  const accounts = new Map<string, string>();
  for (const { address, provider, arn } of held) {
    const id = (arn === null ? null : accountOfArn(arn)) ?? onlyOf(accountsOf.get(provider));
    const accountKey = id ?? `provider=${provider ?? "aws"}`;
    // A provider configuration has one region; without its name, two of them cannot be told apart.
    const region = provider === null ? null : onlyOf(regionsOf.get(provider));
    placements.set(formatAddress(address), { accountKey, region: region ?? { unknown: "U1" } });
  }
  for (const { address, origin } of made) {
    const key = placements.get(formatAddress(address))?.accountKey;
    if (key !== undefined && !accounts.has(key)) accounts.set(key, origin);
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
