import type { DocumentInfo } from "../../model/estate.ts";

/**
 * One leaf of a record: a value, null where the source says that there is none, or not there where the source does not
 * tell it (U4).
 */
export type Leaf<Value> = Value | null;

/** The systems by which a device can be managed. */
export const managerNames = ["lanscope", "jamf_pro"] as const;

/** A system by which a device is managed. */
export type ManagerName = (typeof managerNames)[number];

/** What a document can hold all of: the devices of the asset or staff list, or those that a manager manages. */
export const listingNames = ["fleet", ...managerNames] as const;

/** What a document holds all of. */
export type ListingName = (typeof listingNames)[number];

/** The operating systems of devices; anything else (phones, tablets, peripherals) is `other` and no work PC. */
export const platforms = ["windows", "macos", "other"] as const;

/** What can be done with external media of a class, from the strictest on. */
export const mediaModes = ["deny", "read_only", "allow_listed", "allow"] as const;

/** The classes of external media. */
export const mediaClasses = ["usb_storage", "optical", "sd", "phone", "other"] as const;

/** A class of external media. */
export type MediaClass = (typeof mediaClasses)[number];

/** What the asset list says of a device. */
export const assetStatuses = ["active", "stock", "lost", "retired"] as const;

/** What a folder holds. */
export const folderClasses = ["personal_data", "confidential"] as const;

/** How often a recurring scan runs. */
export const scanSchedules = ["daily", "weekly", "monthly", "none"] as const;

/** The kinds of operation logs, by what they record. */
export const logKinds = ["application", "file", "login", "mail", "media", "print", "upload", "web", "window"] as const;

/**
 * What one source tells of one device at one time; the canonical record that every reader produces and that
 * `sekisho.devices/v1` holds as it stands. Instants are RFC 3339. Lists are whole where they are there.
 */
export interface DeviceRecord {
  readonly identity: {
    /** The source's own stable id: the id in Jamf Pro, the management number of LANSCOPE, the asset number of a list. */
    readonly device_id: string;
    readonly serial?: Leaf<string>;
    readonly platform?: Leaf<(typeof platforms)[number]>;
    readonly os_version?: Leaf<string>;
    readonly os_build?: Leaf<string>;
    readonly department?: Leaf<string>;
    /** Names a person or may; no resource holds it. */
    readonly hostname?: Leaf<string>;
    /** Names a person; no resource holds it. */
    readonly owner?: Leaf<string>;
    /** Whether it is a work PC. */
    readonly in_scope?: Leaf<boolean>;
    readonly asset_status?: Leaf<(typeof assetStatuses)[number]>;
  };
  /** How its manager sees it. */
  readonly management?: {
    readonly manager: ManagerName;
    readonly managed?: Leaf<boolean>;
    readonly supervised?: Leaf<boolean>;
    readonly agent_version?: Leaf<string>;
    readonly last_checkin_at?: Leaf<string>;
    readonly last_inventory_at?: Leaf<string>;
    readonly enrolled_at?: Leaf<string>;
    /** When the MDM profile expires. */
    readonly mdm_profile_expires_at?: Leaf<string>;
  };
  /** When it was last seen in use: switched on, logged in to, a program run. */
  readonly activity?: { readonly last_used_at?: Leaf<string> };
  readonly operation_log?: {
    readonly enabled?: Leaf<boolean>;
    readonly kinds?: readonly (typeof logKinds)[number][];
    readonly last_event_at?: Leaf<string>;
    readonly forwarded_to?: Leaf<string>;
    readonly retention_days?: Leaf<number>;
  };
  readonly file_monitoring?: { readonly watched_paths?: readonly WatchedPath[] };
  /** By class; null says that the device has nothing of the class. */
  readonly media_control?: Readonly<Partial<Record<MediaClass, MediaControl | null>>>;
  readonly disk_encryption?: {
    readonly product?: Leaf<string>;
    readonly state?: Leaf<string>;
    readonly recovery_key_escrowed?: Leaf<boolean>;
  };
  readonly antivirus?: Antivirus;
  readonly updates?: {
    readonly auto_update_mode?: Leaf<string>;
    readonly last_search_at?: Leaf<string>;
    readonly last_install_at?: Leaf<string>;
    readonly pending?: readonly PendingUpdate[];
    readonly pending_reboot?: Leaf<boolean>;
    readonly latest_required_build_met?: Leaf<boolean>;
  };
}

/** A rule that watches accesses to a folder. */
export interface WatchedPath {
  readonly path: string;
  readonly class?: Leaf<(typeof folderClasses)[number]>;
  readonly rule_id?: Leaf<string>;
  readonly active?: Leaf<boolean>;
  readonly last_rule_update_at?: Leaf<string>;
  /** Whom the rule alerts; a resource holds their number only. */
  readonly alerts_to?: readonly string[];
  readonly last_alert_at?: Leaf<string>;
  /** When it was last shown by a test that the rule alerts. */
  readonly last_tested_at?: Leaf<string>;
}

/** What is set for a class of external media. */
export interface MediaControl {
  readonly mode?: Leaf<(typeof mediaModes)[number]>;
  /** Whether the agent on the device confirms that the mode is in force; that it is assigned is not enough. */
  readonly enforced?: Leaf<boolean>;
  readonly allow_list_size?: Leaf<number>;
  readonly policy_id?: Leaf<string>;
  readonly policy_applied_at?: Leaf<string>;
}

/** One anti-virus product as one source sees it. */
export interface Antivirus {
  /** Null says that none is installed beside what the operating system has built in. */
  readonly product?: Leaf<string>;
  /** True if another product is the active one: nothing else of this group is then taken from the record. */
  readonly passive?: Leaf<boolean>;
  readonly active?: Leaf<boolean>;
  readonly realtime?: Leaf<boolean>;
  readonly engine_version?: Leaf<string>;
  readonly signature_version?: Leaf<string>;
  readonly signature_updated_at?: Leaf<string>;
  readonly auto_update?: Leaf<boolean>;
  readonly last_quick_scan_at?: Leaf<string>;
  /** Null says that there was never one. */
  readonly last_full_scan_at?: Leaf<string>;
  readonly scan_schedule?: Leaf<(typeof scanSchedules)[number]>;
  readonly tamper_protected?: Leaf<boolean>;
  /** The version of what the operating system has built in (XProtect). */
  readonly built_in_version?: Leaf<string>;
}

/** An update that is offered to a device and not installed. */
export interface PendingUpdate {
  readonly id: string;
  readonly severity?: Leaf<"critical" | "important" | "moderate" | "low">;
  readonly released_at?: Leaf<string>;
}

/** A record of a document, and where it stands there. */
export interface DeviceCapture {
  readonly record: DeviceRecord;
  /** JSON pointer of the record in its document (`/devices/0`, `/results/3`), or `/rows/<line>` of a CSV file. */
  readonly pointer: string;
  /** Where single leaves stand, by their pointers in the record (`/antivirus/active`), if not below {@link pointer}. */
  readonly pointers?: Readonly<Record<string, string>>;
  /** When this record was collected, if the source says so for each. */
  readonly collectedAt?: string;
  /** When the device was last in contact with the source, if that is not its manager. */
  readonly contactAt?: string;
}

/** A log of what was fetched from a database of vulnerabilities. */
export interface FeedCapture {
  readonly record: VulnerabilityFeed;
  readonly pointer: string;
}

/** What is known of fetching from a database of vulnerabilities. */
export interface VulnerabilityFeed {
  /** The database: `myjvn`, `nvd`, a vendor's. */
  readonly name: string;
  /** The instants of all successful fetches that the log holds. */
  readonly pulled_at: readonly string[];
  /** Since when the log holds every fetch; from its first on, if it does not say. */
  readonly logged_from?: Leaf<string>;
  /** By which date advisories are asked for: by any other than that of updates, revised ones are missed. */
  readonly queried_by?: Leaf<"updated" | "published" | "registered">;
  /** Whether what was fetched is matched with the inventory of software. */
  readonly matched_to_inventory?: Leaf<boolean>;
}

/** One document as its reader hands it over, before it is joined with others. */
export interface DeviceReading {
  readonly document: Pick<DocumentInfo, "label" | "name" | "digest">;
  /** Who tells it (`jamf_pro`, `lanscope`, `microsoft_defender`, `fleet_list`); device ids are unique in a source. */
  readonly source: { readonly name: string; readonly version: string | null };
  /** When it was collected, in RFC 3339; null if nobody says it. */
  readonly collectedAt: string | null;
  /** What the document holds all of. */
  readonly lists: readonly ListingName[];
  /** The listing of which it holds pages, and how many devices that listing has in all. */
  readonly pagesOf?: { readonly listing: ListingName; readonly total: number };
  readonly devices: readonly DeviceCapture[];
  readonly feeds: readonly FeedCapture[];
}
