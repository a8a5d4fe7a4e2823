/**
 * Documents in, one estate out: resource types, links, unknowns, readers and the executor of selections.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export * from "./errors.ts";
export * from "./model/value.ts";
export * from "./model/resource-type.ts";
export type * from "./model/estate.ts";
export * from "./model/build-estate.ts";
export * from "./types/index.ts";
export type * from "./selection/selection.ts";
export * from "./selection/slice.ts";
export * from "./selection/profile-input.ts";
export * from "./schema/graphql.ts";
export * from "./schema/input-schema.ts";
export * from "./readers/profile/profile.ts";
export * from "./readers/profile/read-profile.ts";
