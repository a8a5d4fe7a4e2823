import type { DerivationContext, Resource } from "../../model/estate.ts";
import { boolean, derivedScalar, type DerivedScalarAttribute } from "../../model/resource-type.ts";
import { isUnknown, type ScalarValue, type Unknown, type UnknownCode } from "../../model/value.ts";
import type { ProfileSelector } from "../../readers/profile/profile.ts";
import { asScalar } from "./nodes.ts";

/**
 * Declares the attribute `declared_data_store` of a bucket: whether the profile's `customer_data_stores` names it; U7
 * without that key. A bucket's ARN follows from its name; one that is read without an address may be any address (U2).
 */
export function declaredDataStore(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { customerDataStores, name } = context.profile;
    const origin = `${name ?? "profile"}#/customer_data_stores`;
    if (customerDataStores === null) return { value: { unknown: "U7" }, origin };
    let open: UnknownCode | null = null;
    for (const selector of customerDataStores) {
      const word = selects(selector, context);
      if (word === true) return { value: true, origin: selector.origin };
      if (word !== false) open ??= word;
    }
    return { value: open === null ? false : { unknown: open }, origin };
  });
}

function selects(selector: ProfileSelector, context: DerivationContext): boolean | UnknownCode {
  return selector.address === null
    ? selectsName(selector.arn ?? "", asScalar(context.value("bucket")).value)
    : selectsAddress(selector.address, context.resource);
}

/** An address without its last key means every instance; a label before it means that document alone. */
function selectsAddress(written: string, { address, document }: Resource): boolean | UnknownCode {
  if (address === null) return "U2";
  const [label, own] = written.includes("#") ? written.split("#", 2) : [document, written];
  if (label !== document) return false;
  return own === address || own === address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/u, "");
}

/** The ARN of a bucket is `arn:<partition>:s3:::<name>`. */
function selectsName(arn: string, name: ScalarValue): boolean | UnknownCode {
  if (!/^arn:[^:]*:s3:::/u.test(arn)) return false;
  if (isUnknown(name)) return name.unknown;
  return typeof name === "string" && arn.endsWith(`:::${name}`);
}
