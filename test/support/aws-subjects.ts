const places: readonly string[] = ["account", "region", "service_endpoint"];

/** Tells whether a policy that has subjects of these types judges something in AWS, which documents of several kinds tell. */
export function judgesAws(subjects: readonly string[]): boolean {
  return subjects.some((type) => type.startsWith("aws_") || places.includes(type));
}
