import { boolean, defineResourceType, string } from "../../model/resource-type.ts";

/** One region of an account that holds resources or is declared: the subject of "in every region". */
export const region = defineResourceType({
  type: "region",
  identity: {},
  attributes: {
    name: string({ terraform: null }),
    /** True if the profile's `regions` names it; otherwise unknown with U7, since the profile does not say. */
    declared: boolean({ terraform: null }),
  },
  isGlobal: true,
});
