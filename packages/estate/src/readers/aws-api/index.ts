export { isBareAnswer } from "./bare-answer.ts";
export { isSnapshot } from "./read-captures.ts";
export { readApiOutput, type ApiDocument } from "./read-api-output.ts";
export type { Capture, ClaimedCover, Snapshot } from "./snapshot.ts";
