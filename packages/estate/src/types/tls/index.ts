import type { ResourceType } from "../../model/resource-type.ts";
import { tlsLocallySignedCert } from "./tls-locally-signed-cert.ts";
import { tlsSelfSignedCert } from "./tls-self-signed-cert.ts";

/** The resource types of the provider hashicorp/tls, which only Terraform knows. */
export const tlsTypes: readonly ResourceType[] = [tlsLocallySignedCert, tlsSelfSignedCert];
