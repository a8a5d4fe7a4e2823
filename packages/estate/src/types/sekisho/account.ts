import { defineResourceType, string } from "../../model/resource-type.ts";

/** One AWS account that the documents speak about: the subject of policies on what must exist in it. */
export const account = defineResourceType({
  type: "account",
  identity: {},
  attributes: {
    /** Twelve digits; unknown with U7 if neither a document nor the profile's `accounts` names it. */
    account_id: string({ terraform: null }),
  },
  isGlobal: true,
});
