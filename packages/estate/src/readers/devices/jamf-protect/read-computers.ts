import { SekishoError } from "../../../errors.ts";
import type { Json } from "../../../model/value.ts";
import { isList, own, ownString } from "../../json-access.ts";
import type { mediaModes } from "../device-record.ts";
import { RecordDraft } from "../record-draft.ts";
import { instantReader } from "../written-instant.ts";
import { idOf, type FoundObject, type ProtectAnswers } from "./answers.ts";

/** What the product is called. */
const productName = "Jamf Protect";

/** What a plan's mode of threat prevention says of anti-virus protection; a word that is not here says nothing. */
const preventionModes: Readonly<Record<string, { readonly active: boolean; readonly realtime?: boolean }>> = {
  blocking: { active: true, realtime: true },
  // What is only reported is not stopped: whether that is protection in real time, nobody says.
  reportOnly: { active: true },
  disabled: { active: false, realtime: false },
};

const mountModes: Readonly<Record<string, (typeof mediaModes)[number]>> = {
  Prevented: "deny",
  ReadOnly: "read_only",
  ReadWrite: "allow",
};

const readInstant = instantReader({ pattern: "iso8601", zone: null });

/**
 * Reads computers of Jamf Protect: protection and the control of USB storage are those of the plan that a computer has. A plan or
 * control set that is not given, and one that has not arrived on the computer yet, tell nothing.
 *
 * @throws SekishoError `DOCUMENT_INVALID` for a computer without its `uuid`.
 */
export function readProtectComputers(answers: ProtectAnswers, name: string): readonly RecordDraft[] {
  const computers = new Map(answers.computers.map((found) => [uuidOf(found, name), found]));
  return [...computers].map(([uuid, found]) => readComputer(found, uuid, answers));
}

function uuidOf({ value, pointer: at }: FoundObject, name: string): string {
  const uuid = ownString(value, "uuid");
  if (uuid !== undefined && uuid !== "") return uuid;
  throw new SekishoError("DOCUMENT_INVALID", `${name}#${at} is no computer of Jamf Protect: it has no uuid.`, {
    details: { name, pointer: at },
  });
}

function readComputer({ value, pointer: at }: FoundObject, uuid: string, answers: ProtectAnswers): RecordDraft {
  const signatures = own(value, "signaturesVersion");
  const plan = answers.plans.get(idOf(own(value, "plan")) ?? "");
  const isInForce = hasArrived(value);
  const draft = new RecordDraft(at)
    .put("/identity/device_id", uuid, `${at}/uuid`)
    .put("/identity/serial", ownString(value, "serial"), `${at}/serial`)
    .put("/identity/hostname", ownString(value, "hostName"), `${at}/hostName`)
    .put("/identity/platform", "macos", at)
    .put("/antivirus/product", productName, at)
    .put("/antivirus/signature_version", textOf(signatures), `${at}/signaturesVersion`)
    .contact(readInstant?.(ownString(value, "checkin") ?? "") ?? undefined);
  if (isInForce) putPrevention(draft, plan, value, at);
  putControl(draft, answers.controlSets.get(idOf(own(plan, "usbControlSet")) ?? ""), isInForce, at);
  return draft;
}

/** Whether no other plan than the computer's own is on its way; where nobody says so, one may be. */
function hasArrived(computer: Json): boolean {
  const pending = own(computer, "pendingPlan");
  return pending === false || pending === null || pending === 0;
}

function putPrevention(draft: RecordDraft, plan: Json | undefined, computer: Json, at: string): void {
  const mode = ownString(own(plan, "signaturesFeedConfig"), "mode") ?? "";
  const prevention = Object.hasOwn(preventionModes, mode) ? preventionModes[mode] : undefined;
  // Without full access to the disk it does not see what it is to protect.
  const sees = own(computer, "fullDiskAccess");
  const isSeeing = sees === true || (typeof sees === "string" && /^authorized$/iu.test(sees));
  const realtime = prevention?.realtime === true && !isSeeing ? undefined : prevention?.realtime;
  draft.put("/antivirus/active", prevention?.active, `${at}/plan`).put("/antivirus/realtime", realtime, `${at}/plan`);
}

/**
 * Exceptions for media of a vendor, product or serial number make of a set that denies a list of what is allowed; what any other
 * exception admits (all that is encrypted), is no list, so that nothing is told.
 */
function putControl(draft: RecordDraft, set: Json | undefined, isInForce: boolean, at: string): void {
  const action = ownString(set, "defaultMountAction") ?? "";
  const rules = own(set, "rules");
  const mode = Object.hasOwn(mountModes, action) ? mountModes[action] : undefined;
  if (mode === undefined || !isList(rules)) return;
  const exceptions = rules.filter((rule) => isLooser(ownString(rule, "mountAction"), action));
  if (exceptions.some((rule) => !/^(?:Vendor|Product|Serial)(?:Rule)?$/u.test(ownString(rule, "type") ?? ""))) return;
  draft
    .put("/media_control/usb_storage/mode", exceptions.length > 0 ? "allow_listed" : mode, `${at}/plan`)
    .put("/media_control/usb_storage/enforced", isInForce ? true : undefined, `${at}/plan`);
}

/** Whether a rule admits more than the set does otherwise; one whose action nobody knows may. */
function isLooser(action: string | undefined, otherwise: string): boolean {
  const strictness = Object.keys(mountModes);
  const rank = strictness.indexOf(action ?? "");
  return rank === -1 || rank > strictness.indexOf(otherwise);
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "number" ? String(value) : typeof value === "string" && value !== "" ? value : undefined;
}
