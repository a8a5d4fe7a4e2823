export { readPlanWithSource, type SourceOfPlan } from "./plan-with-source.ts";
export { readTerraformSource, type TerraformSource } from "./read-source.ts";
