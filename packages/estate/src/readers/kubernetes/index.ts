export { awsGroupOf, type AwsGroup, type Operator } from "./kinds.ts";
export { isKubernetes } from "./objects.ts";
export { readKubernetes, type ManifestDocument } from "./read-kubernetes.ts";
