/** The key of an identity of resources of one type, such as their ARN or their name. */
export function identityKey(type: string, identity: string, value: string): string {
  return `${type}\n${identity}\n${value}`;
}
