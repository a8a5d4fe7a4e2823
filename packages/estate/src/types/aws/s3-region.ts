import type { ReadPath } from "../../model/resource-type.ts";
import { isJsonObject, member } from "./nodes.ts";

/**
 * Finds the region of a bucket: by the listing, which tells it where it is asked for pages, or by the bucket's location.
 * Of a bucket in us-east-1 the location is empty, and one of 2007 in Ireland has the location `EU`.
 */
export function bucketRegion(read: ReadPath): string | null {
  const listed = read("BucketRegion | s3:ListBuckets.BucketRegion");
  if (typeof listed === "string") return listed;
  const location = read("s3:GetBucketLocation");
  if (!isJsonObject(location)) return null;
  const constraint = member(location, "LocationConstraint") ?? "us-east-1";
  return constraint === "EU" ? "eu-west-1" : typeof constraint === "string" ? constraint : null;
}
