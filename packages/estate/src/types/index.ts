import type { ResourceType } from "../model/resource-type.ts";
import { awsTypes } from "./aws/index.ts";
import { account } from "./sekisho/account.ts";
import { attestationRegister } from "./sekisho/attestation-register.ts";
import { attestation } from "./sekisho/attestation.ts";
import { device } from "./sekisho/device.ts";
import { fleet } from "./sekisho/fleet.ts";
import { region } from "./sekisho/region.ts";
import { tlsTypes } from "./tls/index.ts";
import { sensitiveFolder } from "./sekisho/sensitive-folder.ts";
import { serviceEndpoint } from "./sekisho/service-endpoint.ts";
import { sheet } from "./sekisho/sheet.ts";
import { vulnerabilityFeed } from "./sekisho/vulnerability-feed.ts";

/** Every resource type that an estate can hold, AWS's and Sekisho's own. */
export const resourceTypes: readonly ResourceType[] = [
  ...awsTypes,
  ...tlsTypes,
  account,
  region,
  serviceEndpoint,
  sheet,
  fleet,
  device,
  sensitiveFolder,
  vulnerabilityFeed,
  attestationRegister,
  attestation,
];

/** Finds a resource type by its Terraform name or one of its aliases. */
export function findResourceType(types: readonly ResourceType[], name: string): ResourceType | undefined {
  return types.find((type) => type.type === name || type.aliases.includes(name));
}
