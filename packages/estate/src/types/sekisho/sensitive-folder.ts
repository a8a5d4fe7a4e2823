import {
  boolean,
  defineResourceType,
  derivedList,
  enumeration,
  number,
  string,
  to,
} from "../../model/resource-type.ts";
import { folderClasses } from "../../readers/devices/device-record.ts";
import { folderPlaces } from "../../readers/profile/profile.ts";
import { rulesOfFolder } from "./folder-rules.ts";

/** One entry of the profile's `sensitive_folders`. */
export const sensitiveFolder = defineResourceType({
  type: "sensitive_folder",
  identity: {},
  attributes: {
    path: string({ terraform: null }),
    path_class: enumeration(folderClasses, { terraform: null }),
    /** On each device, or on a file server. */
    place: enumeration(folderPlaces, { terraform: null }),
    /** The rules of any source that watch it. */
    rules: derivedList(
      { active: boolean(), alert_targets: number(), last_alert_at: string(), last_tested_at: string() },
      rulesOfFolder,
    ),
    fleet: string({ terraform: null }),
  },
  links: { fleet: to("fleet", "name") },
  isGlobal: true,
});
