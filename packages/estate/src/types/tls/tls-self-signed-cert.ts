import { defineResourceType } from "../../model/resource-type.ts";

/** A certificate that Terraform signs with its own key. */
export const tlsSelfSignedCert = defineResourceType({
  type: "tls_self_signed_cert",
  identity: { cert_pem: {} },
  attributes: {},
});
