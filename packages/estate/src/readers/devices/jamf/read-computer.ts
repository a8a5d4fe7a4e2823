import type { Json } from "../../../model/value.ts";
import { isList, own, ownString, pointer, type JsonObject } from "../../json-access.ts";
import { RecordDraft } from "../record-draft.ts";
import { instantReader } from "../written-instant.ts";
import type { FoundComputer } from "./pages.ts";

/** A value of a computer and where it stands. */
interface Place {
  readonly value: Json | undefined;
  readonly at: string;
}

/**
 * Reads a computer of Jamf Pro's inventory, of any version of the API: fields are known by their names. What a section tells
 * that was not asked for is not told, and never none. Users, their names and addresses are not read.
 */
export function readComputer({ computer, id, pointer: at }: FoundComputer): RecordDraft {
  const general = below(computer, at, "general");
  const managed = below(computer, at, "general", "remoteManagement", "managed");
  const serial = below(computer, at, "hardware", "serialNumber");
  const xprotect = below(computer, at, "security", "xprotectVersion");
  const [contact, used] = [latest(general, contacts), latest(general, logins)];
  const draft = new RecordDraft(at)
    .put("/identity/device_id", id, `${at}/id`)
    .put("/identity/serial", textOf(serial), serial.at)
    .put("/identity/platform", platformOf(computer), `${at}/general/platform`)
    .put("/management/manager", "jamf_pro", at)
    .put("/management/managed", booleanOf(managed), managed.at)
    .put("/management/last_checkin_at", contact.value, contact.at)
    .put("/activity/last_used_at", used.value, used.at)
    .put("/antivirus/built_in_version", textOf(xprotect), xprotect.at);
  for (const [leaf, kind, path] of plainLeaves) {
    const place = below(computer, at, ...path);
    draft.put(
      leaf,
      kind === "boolean" ? booleanOf(place) : kind === "instant" ? instantOf(place) : textOf(place),
      place.at,
    );
  }
  putEncryption(draft, computer, at);
  putUpdates(draft, below(computer, at, "softwareUpdates"));
  return draft;
}

const plainLeaves = [
  ["/identity/hostname", "text", ["general", "name"]],
  ["/identity/os_version", "text", ["operatingSystem", "version"]],
  ["/identity/os_build", "text", ["operatingSystem", "build"]],
  ["/management/supervised", "boolean", ["general", "supervised"]],
  ["/management/agent_version", "text", ["general", "jamfBinaryVersion"]],
  ["/management/last_inventory_at", "instant", ["general", "reportDate"]],
  ["/management/enrolled_at", "instant", ["general", "lastEnrolledDate"]],
  ["/management/mdm_profile_expires_at", "instant", ["general", "mdmProfileExpiration"]],
] as const;

/** The last contact by any channel (until version 3, and from version 4), and the last check-in of the agent. */
const contacts = ["lastContactTime", "lastContact", "lastCheckIn"];

/** When a user was last logged in, as the agent, MDM and Self Service say; the names beside them are not read. */
const logins = [
  "lastLoggedInUsernameBinaryTimestamp",
  "lastLoggedInUsernameMdmTimestamp",
  "lastLoggedInUsernameSelfServiceTimestamp",
];

function below(computer: JsonObject, at: string, ...names: readonly string[]): Place {
  let place: Place = { value: computer, at };
  for (const name of names) place = { value: own(place.value, name), at: pointer(place.at, name) };
  return place;
}

function textOf({ value }: Place): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function booleanOf({ value }: Place): boolean | undefined {
  return typeof value === "boolean" ? value : undefined;
}

const readInstant = instantReader({ pattern: "iso8601", zone: null });

/** Jamf Pro writes the beginning of 1970 where it has no instant. */
function instantOf(place: Place): string | undefined {
  const instant = readInstant?.(textOf(place) ?? "") ?? undefined;
  return instant?.startsWith("1970-01-01") === true ? undefined : instant;
}

function latest(section: Place, names: readonly string[]): { readonly value: string | undefined; readonly at: string } {
  let newest: { readonly value: string | undefined; readonly at: string } = { value: undefined, at: section.at };
  for (const name of names) {
    const at = pointer(section.at, name);
    const value = instantOf({ value: own(section.value, name), at });
    if (value !== undefined && value > (newest.value ?? "")) newest = { value, at };
  }
  return newest;
}

function platformOf(computer: JsonObject): string | undefined {
  const platform = ownString(own(computer, "general"), "platform");
  if (platform === undefined) return undefined;
  return /^mac/iu.test(platform) ? "macos" : /^windows/iu.test(platform) ? "windows" : "other";
}

function putEncryption(draft: RecordDraft, computer: JsonObject, at: string): void {
  const [state] = [
    below(computer, at, "diskEncryption", "bootPartitionEncryptionDetails", "partitionFileVault2State"),
    below(computer, at, "operatingSystem", "fileVault2Status"),
  ].filter((place) => textOf(place) !== undefined);
  const key = below(computer, at, "diskEncryption", "individualRecoveryKeyValidityStatus");
  const validity = textOf(key);
  const isKeyValid = validity === "VALID" ? true : validity === "INVALID" ? false : undefined;
  if (state !== undefined) {
    draft.put("/disk_encryption/product", "FileVault", state.at).put("/disk_encryption/state", textOf(state), state.at);
  }
  draft.put("/disk_encryption/recovery_key_escrowed", isKeyValid, key.at);
}

/** The list of updates that the device can install; whole where it is there. */
function putUpdates(draft: RecordDraft, { value, at }: Place): void {
  if (!isList(value)) return;
  const pending = value.map((update) => ({ id: ownString(update, "packageName") ?? ownString(update, "name") ?? "" }));
  draft.put("/updates/pending", pending, at);
}
