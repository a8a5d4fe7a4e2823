import type { ResourceType } from "../../model/resource-type.ts";

/** The AWS resource types that Sekisho reads. */
export const awsTypes: readonly ResourceType[] = [];
