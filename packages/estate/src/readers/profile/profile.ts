import type { Json, ScalarValue } from "../../model/value.ts";

/** One entry of a list in the profile that selects resources. */
export interface ProfileSelector {
  /** Exactly one of the two is not null. */
  readonly address: string | null;
  readonly arn: string | null;
  /** `profile.yaml#/service_endpoints/0` */
  readonly origin: string;
}

/** One declared region; `accounts` is null if it is declared for every account. */
export interface ProfileRegion {
  readonly name: string;
  readonly accounts: readonly string[] | null;
  readonly origin: string;
}

/**
 * What the owner declares about the system: words of the sheet that have no meaning without a reference. A key that the
 * profile does not hold is null here and unknown with U7 wherever a policy asks for it.
 */
export interface Profile {
  /** File name, or null without a profile. */
  readonly name: string | null;
  /** `sha256:<hex>` of its bytes, or null without a profile. */
  readonly digest: string | null;
  readonly regions: readonly ProfileRegion[] | null;
  /** Document label to account id. */
  readonly accounts: Readonly<Record<string, string>> | null;
  readonly serviceEndpoints: readonly ProfileSelector[] | null;
  /** What holds or exchanges customer data. */
  readonly customerDataStores: readonly ProfileSelector[] | null;
  /** Linking resource types that other stacks own too. */
  readonly managedElsewhere: readonly string[];
  /** Single values by dotted key (`guardduty.frequency`); only keys that are set. */
  readonly values: Readonly<Record<string, { readonly value: ScalarValue; readonly origin: string }>>;
}

/** What the ids of profile entries begin with; no document can bear it as its label. */
export const profileLabel = "profile";

/** A profile that says nothing. */
export const emptyProfile: Profile = {
  name: null,
  digest: null,
  regions: null,
  accounts: null,
  serviceEndpoints: null,
  customerDataStores: null,
  managedElsewhere: [],
  values: {},
};

/** One key of the profile that holds a single value, and its JSON Schema. */
export interface ProfileKey {
  readonly schema: { readonly [key: string]: Json };
  readonly description: string;
}

/** The key that limits the age of documents of the running system. */
export const freshnessKey = "freshness.runtime_max_age_hours";

/** The keys that hold single values; policies name them in METADATA `custom.profile`. */
export const profileKeys = {
  [freshnessKey]: {
    schema: { type: "number", exclusiveMinimum: 0 },
    description:
      "How many hours old what a document tells of the running system may be; older, or of unknown age, it is unknown.",
  },
  "guardduty.frequency": {
    schema: { type: "string", enum: ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] },
    description: "The longest interval at which GuardDuty may publish updates of findings.",
  },
} as const satisfies Record<string, ProfileKey>;
