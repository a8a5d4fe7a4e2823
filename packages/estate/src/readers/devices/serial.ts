/** What makers write where a machine has no serial number. */
const placeholders =
  /^(?:to be filled by o\.?e\.?m\.?|default string|system serial number|none|n\/?a|not (?:applicable|available|specified)|unknown|invalid|o\.e\.m\.|0+|1234567890?|-+|\.+)$/iu;

/** Gives a serial number as it is compared; undefined for an empty one, and for what makers write where there is none. */
export function serialOf(text: string | undefined): string | undefined {
  const serial = text?.trim().toUpperCase();
  return serial === undefined || serial === "" || placeholders.test(serial) ? undefined : serial;
}
