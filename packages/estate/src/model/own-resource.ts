/** What all resources have in common that stand in no document of a cloud: the estate, a profile or a sheet makes them. */
export const ownResource = {
  identities: {},
  links: {},
  action: "none",
  isSubject: true,
  region: null,
  regionId: null,
  arn: null,
  address: null,
} as const;

/** A resource of that kind which belongs to no account. */
export const placelessResource = { ...ownResource, account: null, accountKey: "", running: false } as const;
