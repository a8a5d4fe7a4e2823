/**
 * A read call of the AWS API, as collecting makes it and as reading joins its answers. Operations are named
 * `service:Operation`, with the service as botocore names it (`elbv2`, `s3`, `waf-regional`).
 */
export interface ApiCall {
  /**
   * The listing whose elements give the parameters: `elbv2:DescribeLoadBalancers.LoadBalancers[]`. The call is made once
   * for each element, where the listing was made. Without it the call is made once for each account and region.
   */
  readonly each?: string;
  /**
   * Where each parameter stands in such an element; the empty path is the element itself, `@Name` a parameter of the
   * listing call. A path that ends with `[]` gives what stands there as a list of one.
   */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The call is made only for elements in which each of these paths (or `@Name`) leads to the value. */
  readonly only?: Readonly<Record<string, string>>;
  /** The parameter that takes the number of the account itself. */
  readonly accountParameter?: string;
  /** Literal parameters: the call is made once for each of these, beside the other parameters. */
  readonly variants?: readonly ApiVariant[];
  /** Error codes with which AWS says that there is no such thing: the answer is known to be empty. */
  readonly absent?: readonly string[];
  /** The answer is the same in every region: asked once an account, in the region that the partition's calls go to. */
  readonly isGlobal?: true;
  /** IAM actions that the call needs where they are not `service:Operation` with the service's IAM prefix. */
  readonly actions?: readonly string[];
}

/** Literal parameters of a call, and where it is made with them. */
export interface ApiVariant {
  readonly parameters: Readonly<Record<string, ApiArgument>>;
  /** Only in this region (`us-east-1` for what belongs to CloudFront). */
  readonly region?: string;
}

/** Splits where a parameter stands into its path and whether the call takes it as a list of one. */
export function parameterPlace(written: string): { readonly path: string; readonly isWrapped: boolean } {
  return written.endsWith("[]") ? { path: written.slice(0, -2), isWrapped: true } : { path: written, isWrapped: false };
}

/** A literal parameter. */
export type ApiArgument = string | number | boolean | readonly string[] | { readonly [member: string]: ApiArgument };
