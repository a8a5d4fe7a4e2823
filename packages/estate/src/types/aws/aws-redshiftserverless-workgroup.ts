import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";

/** A workgroup of Redshift Serverless. */
export const awsRedshiftserverlessWorkgroup = defineResourceType({
  type: "aws_redshiftserverless_workgroup",
  sources: {
    api: "redshift-serverless:ListWorkgroups.workgroups[]",
    cloudformation: "AWS::RedshiftServerless::Workgroup",
  },
  identity: {
    arn: { api: "workgroupArn", cloudformation: "Workgroup.WorkgroupArn" },
    workgroup_name: { api: "workgroupName", cloudformation: "WorkgroupName | Ref" },
  },
  attributes: {
    // The schema of AWS::RedshiftServerless::Workgroup has the default false; a plan holds null where it is left out, and the
    // provider then leaves it to the service.
    publicly_accessible: boolean({
      api: "publiclyAccessible",
      cloudformation: "PubliclyAccessible",
      whenOmitted: { terraform: false, api: unavailable, cloudformation: false },
    }),
  },
});
