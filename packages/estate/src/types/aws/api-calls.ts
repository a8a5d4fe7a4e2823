import type { ApiCall } from "../api-call.ts";

/**
 * Every call that the resource types' files name, and every listing that gives such a call its parameters. A test
 * compares the table with the files: a call that no file needs is refused.
 */
export const apiCalls: Readonly<Record<string, ApiCall>> = {
  "elbv2:DescribeLoadBalancers": {},
  "elbv2:DescribeLoadBalancerAttributes": {
    each: "elbv2:DescribeLoadBalancers.LoadBalancers[]",
    parameters: { LoadBalancerArn: "LoadBalancerArn" },
  },
  "elbv2:DescribeListeners": {
    each: "elbv2:DescribeLoadBalancers.LoadBalancers[]",
    parameters: { LoadBalancerArn: "LoadBalancerArn" },
  },
  "s3:ListBuckets": { isGlobal: true, actions: ["s3:ListAllMyBuckets"] },
  "s3:GetBucketVersioning": { each: "s3:ListBuckets.Buckets[]", parameters: { Bucket: "Name" } },
  "s3:GetBucketPolicy": {
    each: "s3:ListBuckets.Buckets[]",
    parameters: { Bucket: "Name" },
    absent: ["NoSuchBucketPolicy"],
  },
  "wafv2:ListWebACLs": {
    variants: [{ parameters: { Scope: "REGIONAL" } }, { parameters: { Scope: "CLOUDFRONT" }, region: "us-east-1" }],
  },
  "wafv2:GetWebACL": {
    each: "wafv2:ListWebACLs.WebACLs[]",
    parameters: { Name: "Name", Id: "Id", Scope: "@Scope" },
  },
};
