/**
 * Documents in, one estate out: resource types, links, unknowns, readers and the executor of selections.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export { agreeing, counted } from "./counted.ts";
export { errorInfo, isSekishoError, SekishoError, type ErrorCode, type ErrorInfo } from "./errors.ts";
export {
  completeNode,
  isUnknown,
  partialNode,
  scalarNode,
  unknownCodes,
  type Collection,
  type CollectionNode,
  type CollectionState,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type Unknown,
  type UnknownCode,
  type ValueNode,
} from "./model/value.ts";
export {
  absent,
  block,
  boolean,
  computed,
  defineResourceType,
  derivedList,
  derivedScalar,
  enumeration,
  json,
  list,
  listOf,
  number,
  reservedNames,
  string,
  to,
  unavailable,
  type Attribute,
  type Attributes,
  type AttributeValue,
  type AttributeValues,
  type Link,
  type ResourceType,
  type ResourceValues,
  type ScalarAttribute,
} from "./model/resource-type.ts";
export type {
  CapturedResource,
  Cover,
  DerivationContext,
  Diagnostic,
  DocumentCaptures,
  DocumentInfo,
  DocumentKind,
  Estate,
  LinkedResources,
  LinkReference,
  LinkReferences,
  NamedResource,
  PlannedAction,
  ReadAccount,
  ReadAccounting,
  ReadDocument,
  ReadResource,
  Resource,
  SourcePosition,
} from "./model/estate.ts";
export { isRuntimeKind } from "./model/estate.ts";
export { buildEstate, type EstateOptions } from "./model/build-estate.ts";
export { dateOf, daysOf, daysSince1970 } from "./model/calendar.ts";
export type { DeclaredAgreement, DeclaredClaim, DeclaredSheet } from "./model/declared-sheet.ts";
export { documentsBefore, plansSomething } from "./model/documents-before.ts";
export { withoutStale } from "./model/freshness.ts";
export { joinCaptures } from "./model/join-captures.ts";
export { projectDocuments } from "./model/project-documents.ts";
export { noOwnTypes, readKeptTypes, readOwnTypes, typesWith, type OwnTypes } from "./own-types/read-own-types.ts";
export { typeOfDeclaration } from "./own-types/type-of-declaration.ts";
export { isMisspelt } from "./types/nearest-name.ts";
export type { TypeDeclaration, WrittenAttribute, WrittenPaths } from "./own-types/declaration.ts";
export { findResourceType, resourceTypes } from "./types/index.ts";
export { apiCalls } from "./types/aws/api-calls.ts";
export { parameterPlace, type ApiCall, type ApiVariant } from "./types/api-call.ts";
export {
  documentKindLabel,
  readDocuments,
  type DeviceSourcesInput,
  type DocumentInput,
  type FileInput,
  type SourceInput,
  type TemplateSettings,
} from "./readers/read-document.ts";
export type { Capture, ClaimedCover, Snapshot } from "./readers/aws-api/index.ts";
export { isDeviceSources, readDeviceSources, type DeviceSource, type SourceFile } from "./readers/devices/index.ts";
export { readCsv, type CsvRecord, type CsvTable } from "./readers/csv.ts";
export { decodeText, type TextEncoding } from "./readers/encoded-text.ts";
export type { SourceOfPlan, TerraformSource } from "./readers/terraform-source/index.ts";
export { findTooDeep, maxBytes, maxDepth, tooLarge } from "./readers/json.ts";
export { awsGroupOf, type AwsGroup, type Operator } from "./readers/kubernetes/index.ts";
export {
  emptyProfile,
  profileKeys,
  type Profile,
  type ProfileKey,
  type ProfileSelector,
} from "./readers/profile/profile.ts";
export { draftProfile } from "./profile-draft/draft-profile.ts";
export { readProfile, type ProfileInput } from "./readers/profile/read-profile.ts";
export {
  parseUserFile,
  readUserFile,
  type FilePlace,
  type FileProblem,
  type ParsedUserFile,
  type UserFile,
  type UserFileInput,
  type UserFileKind,
} from "./readers/user-file.ts";
export type { Selection, SelectionField, SelectionTree } from "./selection/selection.ts";
export {
  holdsOpenCollection,
  locate,
  sliceOf,
  type KnownPlaces,
  type KnownSlices,
  type Located,
  type SliceTree,
} from "./selection/slice.ts";
export { profileInput, profileValue } from "./selection/profile-input.ts";
export { wholeSelection } from "./selection/whole.ts";
export { graphqlSchema } from "./schema/graphql.ts";
export { inputSchema, type JsonSchema } from "./schema/input-schema.ts";
