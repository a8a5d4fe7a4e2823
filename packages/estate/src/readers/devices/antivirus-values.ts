import type { ScalarNode } from "../../model/value.ts";
import type { Antivirus } from "./device-record.ts";
import { leafOf, type Telling } from "./leaves.ts";

/**
 * Joins what is told of anti-virus products into what is known of the one that counts: the active one that was seen last,
 * or without an active one the one that was seen last. Products are not mixed, and one that is passive tells nothing.
 */
export function antivirusValues(tellings: readonly Telling[]): Readonly<Record<string, ScalarNode>> {
  const counting = tellingsOfProduct(tellings);
  const product = leafOf(counting, "/antivirus/product", ({ antivirus }) => antivirus?.product);
  // Of a product that is not there nothing else is there.
  const leaf = (name: keyof Antivirus): ScalarNode =>
    product.value === null ? product : leafOf(counting, `/antivirus/${name}`, ({ antivirus }) => antivirus?.[name]);
  return {
    antivirus_product: product,
    antivirus_active: leaf("active"),
    antivirus_realtime: leaf("realtime"),
    antivirus_auto_update: leaf("auto_update"),
    antivirus_signature_updated_at: leaf("signature_updated_at"),
    antivirus_last_quick_scan_at: leaf("last_quick_scan_at"),
    antivirus_last_full_scan_at: leaf("last_full_scan_at"),
    antivirus_scan_schedule: leaf("scan_schedule"),
    antivirus_built_in_version: leafOf(
      tellings,
      "/antivirus/built_in_version",
      ({ antivirus }) => antivirus?.built_in_version,
    ),
  };
}

/** Takes what is told of the product that counts, and what is told without the name of a product. */
function tellingsOfProduct(tellings: readonly Telling[]): readonly Telling[] {
  const told = tellings.filter(({ capture: { record } }) => record.antivirus?.passive !== true);
  const named = told.filter(({ capture: { record } }) => typeof record.antivirus?.product === "string");
  const chosen = named.find(({ capture: { record } }) => record.antivirus?.active === true) ?? named[0];
  if (chosen === undefined) return told;
  const { product } = chosen.capture.record.antivirus ?? {};
  return told.filter(({ capture: { record } }) => [product, undefined].includes(record.antivirus?.product));
}
