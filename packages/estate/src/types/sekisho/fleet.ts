import { boolean, defineResourceType, derivedScalar, string, to } from "../../model/resource-type.ts";

/** The name of the one fleet that a check has. */
export const fleetName = "fleet";

/** Tells whether resources of a type are told by documents of a fleet and lie in no account. */
export function isOfFleet(type: string): boolean {
  return type === fleetName || type === "device" || type === "vulnerability_feed";
}

/** All devices that the documents tell of: the subject of what must be said of the fleet as a whole. */
export const fleet = defineResourceType({
  type: "fleet",
  identity: { name: {} },
  attributes: {
    name: string({ terraform: null }),
    /** True if a document lists every device of the fleet; otherwise nobody tells how many there are (U4). */
    listed: boolean({ terraform: null }),
    /** True if a document holds a log of fetches from a database of vulnerabilities; otherwise U4. */
    feed_logged: boolean({ terraform: null }),
    /** The register of attestations, among which the drills of the fleet are. */
    register: string({ terraform: null }),
    /** True if the profile's `sensitive_folders` names the folders to watch; otherwise U7. */
    sensitive_folders_declared: derivedScalar(boolean(), ({ profile }) => ({
      value: profile.sensitiveFolders === null ? { unknown: "U7" } : true,
      origin: `${profile.name ?? "profile"}#/sensitive_folders`,
    })),
  },
  links: { register: to("attestation_register", "id") },
  isGlobal: true,
});
