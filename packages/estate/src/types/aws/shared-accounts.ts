import { absent, listOf, string, unavailable, type ScalarListAttribute } from "../../model/resource-type.ts";
import type { ScalarValue } from "../../model/value.ts";

/**
 * Declares the accounts that may restore a snapshot of a database; `all` is everyone. Where it stands outside Terraform
 * is the one attribute of a snapshot that there is, `restore`.
 */
export function sharedAccounts(paths: { readonly config: string; readonly api: string } | null): ScalarListAttribute {
  return listOf<ScalarValue>(string(), {
    ...(paths ?? {}),
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
  });
}
