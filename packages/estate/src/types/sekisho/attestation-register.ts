import { defineResourceType, number } from "../../model/resource-type.ts";

/** All attestations that a check was given: the subject of "there is a valid one". Without a document of them there is none. */
export const attestationRegister = defineResourceType({
  type: "attestation_register",
  identity: { id: { terraform: null } },
  attributes: {
    /** How many documents of attestations were given. */
    documents: number({ terraform: null }),
  },
  isGlobal: true,
});

/** What every attestation names in its link to the register. */
export const registerId = "attestations";
