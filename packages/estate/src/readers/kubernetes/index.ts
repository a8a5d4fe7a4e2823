export { isKubernetes } from "./objects.ts";
export { readKubernetes, type ManifestDocument } from "./read-kubernetes.ts";
