export { isChangeSet, readChangeSet } from "./read-change-set.ts";
export { isHookInput, readHookInput } from "./read-hook.ts";
export { isTemplate, readTemplate } from "./read-template.ts";
export type { TemplateSettings } from "./parameters.ts";
