import { defineResourceType } from "../../model/resource-type.ts";

/** A certificate that Terraform signs with the key of a certificate authority that it is given. */
export const tlsLocallySignedCert = defineResourceType({
  type: "tls_locally_signed_cert",
  identity: { cert_pem: {} },
  attributes: {},
});
