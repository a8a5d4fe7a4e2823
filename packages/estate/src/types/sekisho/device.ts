import {
  block,
  boolean,
  defineResourceType,
  derivedList,
  enumeration,
  list,
  listOf,
  number,
  string,
  to,
} from "../../model/resource-type.ts";
import {
  assetStatuses,
  folderClasses,
  logKinds,
  mediaClasses,
  mediaModes,
  platforms,
  scanSchedules,
} from "../../readers/devices/device-record.ts";
import { localFolders } from "./folder-rules.ts";

const observed = { terraform: null, observed: true } as const;
const told = { terraform: null } as const;

/**
 * One device of the fleet, joined of what several sources tell. It holds what policies read and nothing that names a
 * person: no owner, user, host name or address. All instants are RFC 3339.
 */
export const device = defineResourceType({
  type: "device",
  identity: {},
  attributes: {
    platform: enumeration(platforms, told),
    /** Whether it is a work PC. Where no source says it, its platform does: one with Windows or macOS is. */
    in_scope: boolean(told),
    /** What the asset list says; active where no source says anything. */
    asset_status: enumeration(assetStatuses, told),
    /** Whether the list of all devices of the fleet names it; U4 without such a list. */
    in_fleet_list: boolean(told),
    /** The last contact with any manager. */
    last_checkin_at: string(observed),
    /** Its agent in LANSCOPE; none if it is gone, or all that LANSCOPE manages is listed without the device. */
    lanscope: block({ last_checkin_at: string(observed) }, told),
    /** Its record in Jamf Pro; none if all that Jamf Pro manages is listed without it. */
    jamf_pro: block(
      { managed: boolean(told), mdm_profile_expires_at: string(told), last_checkin_at: string(observed) },
      told,
    ),
    last_used_at: string(observed),
    /** None if the log is switched off. */
    operation_log_kinds: listOf(enumeration(logKinds), told),
    operation_log_last_event_at: string(observed),
    operation_log_retention_days: number(told),
    watched_paths: list(
      {
        path: string(told),
        path_class: enumeration(folderClasses, told),
        active: boolean(told),
        alert_targets: number(told),
        last_alert_at: string(observed),
        last_tested_at: string(observed),
      },
      told,
    ),
    /** One element for each class of external media that the device may have. */
    media_control: list(
      {
        media_class: enumeration(mediaClasses, told),
        mode: enumeration(mediaModes, told),
        enforced: boolean(told),
      },
      told,
    ),
    /** The product that is active, or the one that was seen last; null if none is installed. */
    antivirus_product: string(told),
    antivirus_active: boolean(observed),
    antivirus_realtime: boolean(observed),
    antivirus_auto_update: boolean(told),
    antivirus_signature_updated_at: string(observed),
    antivirus_last_quick_scan_at: string(observed),
    antivirus_last_full_scan_at: string(observed),
    antivirus_scan_schedule: enumeration(scanSchedules, told),
    /** The version of what the operating system has built in. */
    antivirus_built_in_version: string(told),
    updates_last_search_at: string(observed),
    updates_last_install_at: string(observed),
    /** Whether the system has the build that is asked for: then no older critical update is missing. */
    updates_required_build_met: boolean(told),
    pending_updates: list(
      { severity: enumeration(["critical", "important", "moderate", "low"], told), released_at: string(told) },
      told,
    ),
    /** The declared folders that lie on each device, and the rules that watch each. */
    sensitive_folders: derivedList(
      {
        path: string(),
        path_class: enumeration(folderClasses),
        rules: list({
          active: boolean(),
          alert_targets: number(),
          last_alert_at: string(),
          last_tested_at: string(),
        }),
      },
      localFolders,
    ),
    fleet: string(told),
  },
  links: { fleet: to("fleet", "name") },
  isGlobal: true,
});
