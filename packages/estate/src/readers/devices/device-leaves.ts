import {
  assetStatuses,
  managerNames,
  mediaClasses,
  mediaModes,
  platforms,
  scanSchedules,
  type MediaClass,
} from "./device-record.ts";

/** What a leaf of a record holds: a plain value, an instant, or a word of a closed list. */
export type LeafKind = "string" | "boolean" | "number" | "instant" | readonly string[];

const media = {
  mode: mediaModes,
  enforced: "boolean",
  allow_list_size: "number",
  policy_id: "string",
  policy_applied_at: "instant",
} as const satisfies Record<string, LeafKind>;

type MediaLeaf = keyof typeof media;

/** The leaves of a record that stand in no list, by their pointers, without those that name a person. */
const plainLeaves = {
  "/identity/device_id": "string",
  "/identity/serial": "string",
  "/identity/platform": platforms,
  "/identity/os_version": "string",
  "/identity/os_build": "string",
  "/identity/department": "string",
  "/identity/hostname": "string",
  "/identity/in_scope": "boolean",
  "/identity/asset_status": assetStatuses,
  "/management/manager": managerNames,
  "/management/managed": "boolean",
  "/management/supervised": "boolean",
  "/management/agent_version": "string",
  "/management/last_checkin_at": "instant",
  "/management/last_inventory_at": "instant",
  "/management/enrolled_at": "instant",
  "/management/mdm_profile_expires_at": "instant",
  "/activity/last_used_at": "instant",
  "/operation_log/enabled": "boolean",
  "/operation_log/last_event_at": "instant",
  "/operation_log/forwarded_to": "string",
  "/operation_log/retention_days": "number",
  "/disk_encryption/product": "string",
  "/disk_encryption/state": "string",
  "/disk_encryption/recovery_key_escrowed": "boolean",
  "/antivirus/product": "string",
  "/antivirus/passive": "boolean",
  "/antivirus/active": "boolean",
  "/antivirus/realtime": "boolean",
  "/antivirus/engine_version": "string",
  "/antivirus/signature_version": "string",
  "/antivirus/signature_updated_at": "instant",
  "/antivirus/auto_update": "boolean",
  "/antivirus/last_quick_scan_at": "instant",
  "/antivirus/last_full_scan_at": "instant",
  "/antivirus/scan_schedule": scanSchedules,
  "/antivirus/tamper_protected": "boolean",
  "/antivirus/built_in_version": "string",
  "/updates/auto_update_mode": "string",
  "/updates/last_search_at": "instant",
  "/updates/last_install_at": "instant",
  "/updates/pending_reboot": "boolean",
  "/updates/latest_required_build_met": "boolean",
} as const satisfies Record<string, LeafKind>;

/** The pointer of a leaf in a record. */
export type LeafPointer = keyof typeof plainLeaves | `/media_control/${MediaClass}/${MediaLeaf}`;

/** What each leaf holds. */
export const leafKinds: ReadonlyMap<string, LeafKind> = new Map<string, LeafKind>([
  ...Object.entries(plainLeaves),
  ...mediaClasses.flatMap((name) =>
    Object.entries(media).map(([leaf, kind]): [string, LeafKind] => [`/media_control/${name}/${leaf}`, kind]),
  ),
]);

/** Tells whether a pointer is one of a leaf. */
export function isLeafPointer(text: string): text is LeafPointer {
  return leafKinds.has(text);
}
