import { absent, block, string, type ObjectListAttribute, type ScalarAttribute } from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";

/** Declares the block with which a domain name of API Gateway asks clients for certificates, by its names elsewhere. */
export function mutualTls(api: {
  readonly block: string;
  readonly uri: string;
}): ObjectListAttribute<{ readonly truststore_uri: ScalarAttribute<string | null | Unknown> }> {
  return block(
    {
      truststore_uri: string({
        api: api.uri,
        cloudformation: "TruststoreUri",
        whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
      }),
    },
    {
      api: api.block,
      cloudformation: "MutualTlsAuthentication",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    },
  );
}
