import { leafKinds, type LeafKind } from "../device-leaves.ts";
import { logKinds } from "../device-record.ts";

/** What a file of a fleet can be. */
export const roleNames = [
  "fleet_list",
  "lanscope_assets",
  "lanscope_device_control",
  "lanscope_operation_log",
  "jamf_pro",
  "jamf_protect",
  "defender",
  "windows_update",
  "vulnerability_feed",
  "devices",
] as const;

/** What a file of a fleet is. */
export type RoleName = (typeof roleNames)[number];

/** What the reader of a source needs to know of its role. */
export interface Role {
  /** The system that tells it; null where whoever gives the source names it. */
  readonly system: string | null;
  /**
   * What its files are: tables, whose columns are mapped; listings of single PCs; or an inventory, of which extension attributes
   * can be mapped as columns are, if it has any.
   */
  readonly form: "table" | "listing" | "inventory";
  /** What its columns can tell, by names with dots (`identity.serial`). */
  readonly fields: ReadonlyMap<string, LeafKind>;
  /** Of each of these lists one field has to be told, by a column or for all records. */
  readonly required: readonly (readonly string[])[];
}

const deviceFields = new Map([...leafKinds].map(([pointer, kind]) => [pointer.slice(1).replaceAll("/", "."), kind]));

const identities = ["identity.device_id", "identity.serial", "identity.hostname"];

const table = { form: "table", fields: deviceFields } as const;
const listing = { form: "listing", fields: new Map<string, LeafKind>(), required: [] } as const;

/** The roles by their names. */
export const roles: Readonly<Record<RoleName, Role>> = {
  fleet_list: {
    ...table,
    system: "fleet_list",
    required: [["identity.device_id", "identity.serial"], ["identity.platform"]],
  },
  lanscope_assets: {
    ...table,
    system: "lanscope",
    required: [["identity.device_id"], ["identity.platform"], ["management.last_checkin_at"]],
  },
  lanscope_device_control: { ...table, system: "lanscope", required: [identities] },
  lanscope_operation_log: {
    ...table,
    system: "lanscope",
    fields: new Map<string, LeafKind>([
      ...identities.map((name): [string, LeafKind] => [name, "string"]),
      ["occurred_at", "instant"],
      ["kind", logKinds],
    ]),
    required: [identities, ["occurred_at"], ["kind"]],
  },
  jamf_pro: { system: "jamf_pro", form: "inventory", fields: deviceFields, required: [] },
  jamf_protect: { system: "jamf_protect", form: "inventory", fields: new Map<string, LeafKind>(), required: [] },
  defender: { ...listing, system: "microsoft_defender" },
  windows_update: { ...listing, system: "windows_update" },
  vulnerability_feed: {
    ...table,
    system: "vulnerability_feed",
    fields: new Map<string, LeafKind>(
      Object.entries({
        pulled_at: "instant",
        succeeded: "boolean",
        name: "string",
        queried_by: ["updated", "published", "registered"],
        matched_to_inventory: "boolean",
        logged_from: "instant",
      }),
    ),
    required: [["pulled_at"], ["name"]],
  },
  devices: { ...table, system: null, required: [identities] },
};
