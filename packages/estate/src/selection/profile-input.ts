import { profileKeys, type Profile, type ProfileKey } from "../readers/profile/profile.ts";
import { isUnknown, type Json, type UnknownCode } from "../model/value.ts";

/** Builds the profile part of a policy's input: the named keys, nested by their dots; a missing key is unknown (U7). */
export function profileInput(profile: Profile, keys: readonly string[]): { readonly [key: string]: Json } {
  const input: Record<string, Json> = {};
  for (const key of keys) {
    const names = key.split(".");
    let place = input;
    for (const name of names.slice(0, -1)) {
      place = (place[name] ??= {}) as Record<string, Json>;
    }
    place[names.at(-1) ?? key] = profileValue(profile, key).value;
  }
  return input;
}

/**
 * A profile value with where it was declared; without the key its default, with the origin `default:profile`, or unknown
 * with U7 where it has none.
 */
export function profileValue(
  profile: Profile,
  key: string,
): { readonly value: Json; readonly origin: string; readonly unknown: UnknownCode | null } {
  const declared = Object.hasOwn(profile.values, key) ? profile.values[key] : undefined;
  if (declared === undefined) {
    const named = Object.entries<ProfileKey>(profileKeys).find(([name]) => name === key)?.[1];
    if (named?.default !== undefined) return { value: named.default, origin: "default:profile", unknown: null };
    return {
      value: { unknown: "U7" },
      origin: `${profile.name ?? "profile"}#/${key.replaceAll(".", "/")}`,
      unknown: "U7",
    };
  }
  return {
    value: declared.value as Json,
    origin: declared.origin,
    unknown: isUnknown(declared.value) ? declared.value.unknown : null,
  };
}
