import { profileLabel, type Profile } from "../readers/profile/profile.ts";
import { fleetName } from "../types/sekisho/fleet.ts";
import type { Resource } from "./estate.ts";
import { placelessResource } from "./own-resource.ts";
import { scalarNode } from "./value.ts";

/** The service endpoints that a profile declares. */
export function endpointResources(profile: Profile): readonly Resource[] {
  return (profile.serviceEndpoints ?? []).map((selector, index) => ({
    ...placelessResource,
    type: "service_endpoint",
    id: `profile#service_endpoints[${String(index)}]`,
    document: profileLabel,
    origin: selector.origin,
    identities: { target: selector.address ?? selector.arn },
    values: { target: scalarNode(selector.address ?? selector.arn, selector.origin) },
    links: {
      target: {
        state: "complete",
        code: null,
        references: [
          selector.address === null
            ? { by: "value", value: selector.arn ?? "" }
            : { by: "address", address: selector.address },
        ],
      },
    },
  }));
}

/** The folders with sensitive data that a profile declares. */
export function folderResources(profile: Profile): readonly Resource[] {
  return (profile.sensitiveFolders ?? []).map((folder, index) => ({
    ...placelessResource,
    type: "sensitive_folder",
    id: `profile#sensitive_folders[${String(index)}]`,
    document: profileLabel,
    origin: folder.origin,
    values: {
      path: scalarNode(folder.path, folder.origin),
      path_class: scalarNode(folder.class, folder.origin),
      place: scalarNode(folder.place, folder.origin),
      fleet: scalarNode(fleetName, folder.origin),
    },
    links: { fleet: { state: "complete", code: null, references: [{ by: "value", value: fleetName }] } },
  }));
}
