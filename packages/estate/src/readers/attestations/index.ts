export { attestationsInYaml, attestationsSchema, isAttestations, readAttestations } from "./read-attestations.ts";
